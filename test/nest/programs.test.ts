import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, type TestContext, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority, readCertificate, type TestAuthority } from '../test-authority.ts'
import { hostsFile } from '../vendor-hosts/hosts-file.ts'
import { apps, ask, home, nestToken, startNestLatchkey, thermostat, thermostatId } from './nest-latchkey.ts'

// Programs as people wrote them for Nest, over TLS, with the vendor's host names in them.

const run = promisify(execFile)
const programs = fileURLToPath(new URL('programs/', import.meta.url))
const nestDevices = 'firebase-apiserver01-tah01-iad01.dapi.production.nest.com'

let authority: TestAuthority
let latchkey: RunningLatchkey
let env: NodeJS.ProcessEnv

before(async () => {
  authority = makeTestAuthority('home.nest.com', 'api.home.nest.com', 'developer-api.nest.com', nestDevices)
  setDefaultCACertificates([...getCACertificates('default'), readCertificate(authority)])
  const port = await freePort()
  latchkey = await startNestLatchkey({
    port,
    env: { ...authority.serverEnv, LATCHKEY_ISSUER: `https://localhost:${port}` },
  })
  env = {
    PATH: process.env.PATH,
    ...authority.clientEnv,
    ...hostsFile(authority.folder, port),
    CONNECT_TO: `127.0.0.1:${port}`,
    // Kept: Go compiles its whole library where there is none.
    GOCACHE: join(tmpdir(), 'latchkey-tests-go-build'),
    GO111MODULE: 'off',
  }
})
after(async () => {
  await latchkey?.end()
  authority?.end()
})

/** False where the machine lacks the language, which is a failure under CI. */
async function has(t: TestContext, program: string, args: readonly string[], packages: string) {
  try {
    await run(program, args, { env, timeout: 30_000 })
    return true
  } catch (cause) {
    const missing = `missing for this program: apt-get install ${packages}`
    if (process.env.CI === 'true') throw new Error(missing, { cause })
    t.diagnostic(missing)
    return false
  }
}

test('Python takes the redirect by hand, sends its token again, watches, writes and reads the errors', async (t) => {
  if (!(await has(t, 'python3', ['-c', 'import requests'], 'python3-requests'))) return
  const token = await nestToken(latchkey, apps.writes)
  const args = [join(programs, 'poll.py'), token, thermostatId, 'annas-home']
  const { stdout } = await run('python3', args, { env, timeout: 60_000 })
  const { target, written, told, error, ...others } = JSON.parse(stdout)
  assert.deepEqual(written, { target_temperature_f: target })
  const path = `${thermostat}/target_temperature_f`
  assert.deepEqual(told[1], { path, data: target })
  assert.equal(error, '400 Temperature F value is too high: 100.0')
  assert.deepEqual(others, { where: 'Hallway', away: 'home', user: true })
})

test('an EventSource follows the redirect, hears of changes, and of the end of its token', async () => {
  const token = await nestToken(latchkey, apps.query)
  const args = [
    '--experimental-eventsource',
    '--no-warnings',
    join(programs, 'watch.mjs'),
    token,
    `${home}/away`,
  ]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const timer = setTimeout(() => child.kill(), 60_000)
  const heard: [string, unknown][] = []
  const closed = once(child, 'close')
  for await (const line of createInterface(child.stdout)) {
    heard.push(JSON.parse(line))
    if (heard.length === 1) await ask(latchkey, token, home, { away: 'away' })
    if (JSON.stringify(heard.at(-1)) === JSON.stringify(['put', { path: `${home}/away`, data: 'away' }]))
      await fetch(`${latchkey.issuer}/oauth2/access_tokens/${token}`, { method: 'DELETE' })
  }
  await closed
  clearTimeout(timer)
  assert.deepEqual(
    heard.filter(([type]) => type !== 'keep-alive'),
    [
      ['put', { path: `${home}/away`, data: 'home' }],
      ['put', { path: `${home}/away`, data: 'away' }],
      ['auth_revoked', token],
    ],
  )
})

test('curl sends its header on where it is told to trust, and only there', async () => {
  const token = await nestToken(latchkey, apps.streams)
  const curl = async (...args: string[]) =>
    (await run('curl', ['-sS', '-H', `Authorization: Bearer ${token}`, ...args], { env, timeout: 30_000 }))
      .stdout
  const url = `https://developer-api.nest.com${thermostat}`
  assert.equal(await curl('--location-trusted', `${url}/device_id`), `"${thermostatId}"`)
  assert.equal(
    await curl('--location-trusted', '-X', 'PUT', '-d', '{"label":"curl"}', url),
    '{"label":"curl"}',
  )
  assert.equal(JSON.parse(await curl('--location', url)).error, 'unauthorized')
  const stream = await curl(
    '--location-trusted',
    '-N',
    '-H',
    'Accept: text/event-stream',
    '-m',
    '3',
    url,
  ).catch(({ stdout }: { stdout: string }) => stdout)
  assert.match(stream, /^event: put\ndata: \{"path":"\/devices\/thermostats\//)
})

test('Go decodes the whole tree strictly, and an error', async (t) => {
  if (!(await has(t, 'go', ['version'], 'golang-go'))) return
  const token = await nestToken(latchkey, apps.query)
  await ask(latchkey, token, home, { away: 'home' })
  const binary = join(authority.folder, 'tree')
  await run('go', ['build', '-o', binary, join(programs, 'tree.go')], { env, timeout: 240_000 })
  const { stdout } = await run(binary, [token], { env, timeout: 30_000 })
  const [ids = '', name, refused] = stdout.split('\n')
  assert.equal(ids.split(' ').length, 9)
  assert.deepEqual([name, refused], ['Annas hus', '400 Not in away mode'])
})
