import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function latchkey(args: readonly string[], more: { input?: string; env?: Record<string, string> } = {}) {
  const env = { PATH: process.env.PATH ?? '', LATCHKEY_DATA: folder, ...more.env }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli.ts', ...args], {
    cwd: root,
    env,
    input: more.input ?? '',
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('the command line reads standard input, prints to standard output and ends by itself', () => {
  const input = JSON.stringify({ accounts: [{ email: 'a@example.com' }] })
  const line = 'account a@example.com: added as homeowner\n'
  assert.deepEqual(latchkey(['apply', '-'], { input }), { status: 0, stdout: line, stderr: '' })
  assert.deepEqual(latchkey(['apply', '-'], { input }), { status: 0, stdout: '', stderr: '' })
})

test('what is wrong goes to standard error', () => {
  const unknown = latchkey(['fly'])
  assert.equal(unknown.status, 2)
  assert.equal(unknown.stdout, '')
  assert.match(unknown.stderr, /^There is no command "fly"/)
  const settings = latchkey(['client', 'list'], { env: { LATCHKEY_ISSUER: 'nowhere' } })
  assert.equal(settings.status, 1)
  assert.match(settings.stderr, /^LATCHKEY_ISSUER is "nowhere", but it must be an origin/)
})

test('a reader that has seen enough is no fault', async () => {
  const child = spawn(process.execPath, ['cli.ts', '--help'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  const [[code], errors] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  assert.deepEqual([code, errors], [0, ''])
})
