// Plain JavaScript without dependencies: it runs on whatever Node the machine has, before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The oldest Node that runs Latchkey, should the one from npm be missing. */
const oldestNode = 24

const root = dirname(fileURLToPath(import.meta.url))

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {}
  } catch {
    return undefined
  }
}

/**
 * npm writes what it installed into `node_modules/.package-lock.json`, last of all; an installation that was interrupted
 * has none. Optional packages are for some machines only, development ones are for tests.
 */
function isInstalled(withDevelopment) {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(([path, wants]) => {
    const found = present[path]
    if (path === '') return true
    if (found === undefined) return Boolean(wants.optional || (wants.dev && !withDevelopment))
    return found.version === wants.version && found.integrity === wants.integrity
  })
}

function install() {
  process.stderr.write(
    'Installing the npm packages that package-lock.json names. This takes a moment, once.\n',
  )
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund']
  const options = { cwd: root, stdio: 'inherit' }
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  return status === 0
}

function hasRuntime() {
  return ['node', 'node.exe'].some((name) => existsSync(join(root, 'node_modules/node/bin', name)))
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

if (!isInstalled(process.env.npm_lifecycle_event === 'pretest') && !install()) {
  fail(
    'npm could not install the packages; its own words stand above. When this machine has no way to a package registry, run "npm ci" where there is one and copy node_modules here, or point npm to a mirror.',
  )
} else if (!hasRuntime() && Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(
    `Latchkey needs Node ${oldestNode} or newer, and this is ${process.version}. The npm package "node" would bring it, but npm was not allowed to run its install script. Run "npm rebuild node --ignore-scripts=false", or install Node ${oldestNode}.`,
  )
}
