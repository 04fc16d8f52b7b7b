import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('install-missing.mjs', import.meta.url))
const packages = {
  '': { name: 'root' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/checker': { version: '2.0.0', integrity: 'sha512-c', dev: true },
  'node_modules/other-machine': { version: '3.0.0', integrity: 'sha512-o', optional: true },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-install-'))
  copyFileSync(script, join(folder, 'install-missing.mjs'))
  write('package-lock.json', packages)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, present: object): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages: present }))
}

function installed(present: object): void {
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true })
  writeFileSync(join(folder, 'node_modules/node/bin/node'), '')
  write('node_modules/.package-lock.json', present)
}

/** Runs it with an npm that only writes down how it was called. */
function install({ npmExits = 0, event = 'prestart' } = {}) {
  const npm = join(folder, 'npm.js')
  const calls = join(folder, 'calls')
  writeFileSync(
    npm,
    `require('node:fs').writeFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ')); process.exit(${npmExits})`,
  )
  const env = { PATH: process.env.PATH ?? '', npm_execpath: npm, npm_lifecycle_event: event }
  const ran = spawnSync(process.execPath, ['install-missing.mjs'], { cwd: folder, env, encoding: 'utf8' })
  return {
    status: ran.status,
    text: ran.stdout + ran.stderr,
    called: existsSync(calls) && readFileSync(calls, 'utf8'),
  }
}

test('a fresh clone gets its packages, with a sentence', () => {
  const { status, text, called } = install()
  assert.equal(status, 0)
  assert.match(text, /^Installing the npm packages/)
  assert.equal(called, 'ci --no-audit --no-fund')
})

test('nothing is said or done when everything is there; what is for other machines may be missing', () => {
  const { 'node_modules/other-machine': _, ...present } = packages
  installed(present)
  assert.deepEqual(install({ event: 'pretest' }), { status: 0, text: '', called: false })
})

test('packages that are only for tests are missed by tests alone', () => {
  const { 'node_modules/checker': _, ...present } = packages
  installed(present)
  assert.equal(install().called, false)
  assert.notEqual(install({ event: 'pretest' }).called, false)
})

test('another version, other content and an interrupted installation are installed anew', () => {
  installed({ ...packages, 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } })
  assert.notEqual(install().called, false)
  installed({ ...packages, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-z' } })
  assert.notEqual(install().called, false)
  rmSync(join(folder, 'node_modules/.package-lock.json'))
  assert.notEqual(install().called, false)
})

test('when npm fails, a sentence says what to do', () => {
  const { status, text } = install({ npmExits: 1 })
  assert.equal(status, 1)
  assert.match(text, /npm could not install the packages/)
})
