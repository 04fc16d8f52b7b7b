import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, SettingsError, settingsNotUsedYet } from './settings.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env)
  } catch (error) {
    assert.ok(error instanceof SettingsError)
    return error.problems
  }
  return []
}

test('without any setting, everything has its default', () => {
  const settings = readSettings({ HOME: '/root', PATH: '/bin', LATCHKEY_BRAND_NAME: '' })
  assert.equal(settings.port, 8080)
  assert.equal(settings.host, '127.0.0.1')
  assert.equal(settings.issuer, 'http://localhost:8080')
  assert.equal(settings.dataFolder, './data')
  assert.equal(settings.masterKeyFile, 'data/master.key')
  assert.equal(settings.masterKeyMayBeCreated, true)
  assert.equal(settings.databaseUrl, undefined)
  assert.deepEqual(settings.brand, { name: 'Latchkey' })
  assert.equal(settings.demo, 'when empty')
  assert.deepEqual(settings.withoutEffect, [])
})

test('the issuer follows the port and TLS, and loses a slash at its end', () => {
  assert.equal(readSettings({ PORT: '9000' }).issuer, 'http://localhost:9000')
  const tls = {
    LATCHKEY_TLS_CERT_FILE: 'c.pem',
    LATCHKEY_TLS_KEY_FILE: 'k.pem',
    LATCHKEY_MASTER_KEY_FILE: 'm',
  }
  assert.equal(readSettings({ PORT: '443', ...tls }).issuer, 'https://localhost')
  const given = readSettings({ LATCHKEY_ISSUER: 'https://id.example.com/', LATCHKEY_MASTER_KEY_FILE: 'm' })
  assert.equal(given.issuer, 'https://id.example.com')
  assert.equal(given.masterKeyMayBeCreated, false)
  assert.equal(readSettings({ LATCHKEY_ISSUER: 'http://192.168.1.5:8080' }).issuer, 'http://192.168.1.5:8080')
})

test('every problem is told at once, each with its name, and a database address is not repeated', () => {
  const problems = problemsOf({
    PORT: '0',
    DATABASE_URL: 'mysql://root:hunter2@db/latchkey',
    LATCHKEY_ISUER: 'https://id.example.com',
    LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/33',
  })
  assert.equal(problems.length, 4)
  for (const name of ['LATCHKEY_ISUER', 'PORT', 'DATABASE_URL', 'LATCHKEY_TRUSTED_PROXIES'])
    assert.equal(problems.filter((problem) => problem.startsWith(`${name} `)).length, 1, name)
  assert.doesNotMatch(problems.join('\n'), /hunter2/)
})

const bad: Readonly<Record<string, string>> = {
  PORT: '65536',
  HOST: 'a b',
  LOG_LEVEL: 'loud',
  LATCHKEY_ISSUER: 'https://id.example.com/tenant',
  LATCHKEY_MTLS_PORT: '-1',
  LATCHKEY_OUTBOUND_ALLOW: 'hub.local',
  LATCHKEY_METRICS_PORT: 'x',
  LATCHKEY_BRAND_NAME: 'x'.repeat(61),
  LATCHKEY_BRAND_LOGO: 'http://example.com/logo.png',
  LATCHKEY_BRAND_COLOR: 'red',
  LATCHKEY_HOSTS_NEST: 'https://home.example.com',
  LATCHKEY_NEST_REDIRECT: 'https://example.com/x',
  LATCHKEY_SIGN_UP: 'maybe',
  LATCHKEY_DEMO: 'yes',
}

for (const [name, value] of Object.entries(bad)) {
  test(`${name} cannot be ${JSON.stringify(value.slice(0, 40))}`, () => {
    const [problem = '', ...others] = problemsOf({ [name]: value })
    assert.match(problem, new RegExp(`^${name} is ".*", but it must be .+\\.$`))
    assert.deepEqual(others, [])
  })
}

test('an issuer on plain http is for this machine and private networks', () => {
  assert.match(problemsOf({ LATCHKEY_ISSUER: 'http://id.example.com' }).join(), /must be an origin/)
})

test('settings that contradict each other', () => {
  assert.match(problemsOf({ LATCHKEY_TLS_CERT_FILE: 'c.pem' }).join(), /must be set together/)
  const tls = {
    LATCHKEY_TLS_CERT_FILE: 'c.pem',
    LATCHKEY_TLS_KEY_FILE: 'k.pem',
    LATCHKEY_MASTER_KEY_FILE: 'm',
  }
  assert.match(
    problemsOf({ ...tls, LATCHKEY_ISSUER: 'http://localhost:8080' }).join(),
    /must begin with https/,
  )
  assert.match(problemsOf({ LATCHKEY_ISSUER: 'https://id.example.com' }).join(), /LATCHKEY_MASTER_KEY_FILE/)
})

test('certificates are asked for on a port of their own, here or by a proxy', () => {
  const https = { LATCHKEY_ISSUER: 'https://id.example.com', LATCHKEY_MASTER_KEY_FILE: 'm' }
  const tls = { LATCHKEY_TLS_CERT_FILE: 'c.pem', LATCHKEY_TLS_KEY_FILE: 'k.pem' }
  const second = { LATCHKEY_MTLS_PORT: '8444' }
  const { mtls } = readSettings({ ...https, ...tls, ...second })
  assert.deepEqual(mtls, { port: 8444, issuer: 'https://id.example.com:8444', isHere: true })
  const behind = readSettings({ ...https, ...second, LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' })
  assert.equal(behind.mtls?.isHere, false)
  assert.match(problemsOf(second).join(), /needs an https issuer/)
  assert.match(problemsOf({ ...https, ...second }).join(), /needs LATCHKEY_TLS_CERT_FILE .* or a proxy/)
  const same = { ...https, ...tls, LATCHKEY_MTLS_PORT: '443' }
  assert.match(problemsOf(same).join(), /another port than the issuer's/)
  assert.match(problemsOf({ ...https, ...tls, ...second, PORT: '8444' }).join(), /another port than PORT/)
})

test('hosts of the vendors: in any letters, with a port or without, and each once', () => {
  const { vendorHosts } = readSettings({ LATCHKEY_HOSTS_NEST: 'API.Home.Nest.com, home.nest.com.:9553' })
  assert.deepEqual(vendorHosts.nest, [
    { name: 'api.home.nest.com', port: undefined },
    { name: 'home.nest.com', port: 9553 },
  ])
  for (const value of ['a..b', '.a', 'a:70000', 'a:', '[::1]', 'a/b', 'a b', 'a,,b', '*.a'])
    assert.match(problemsOf({ LATCHKEY_HOSTS_NIBE: value }).join(), /must be host names/, value)
  const twice = { LATCHKEY_HOSTS_NIBE: 'a.example', LATCHKEY_HOSTS_GOGOX: 'b.example,A.example' }
  assert.deepEqual(problemsOf(twice), [
    'LATCHKEY_HOSTS_GOGOX names a.example, which LATCHKEY_HOSTS_NIBE names already.',
  ])
})

test('the issuer’s host stays the issuer’s, and Nest’s hosts send nobody to it', () => {
  const own = /LATCHKEY_HOSTS_NEST must not name the host of LATCHKEY_ISSUER/
  for (const host of ['localhost', 'localhost:8080', 'LOCALHOST.'])
    assert.match(problemsOf({ LATCHKEY_HOSTS_NEST: host }).join(), own, host)
  assert.deepEqual(readSettings({ LATCHKEY_HOSTS_NEST: 'localhost:9553' }).vendorHosts.nest.length, 1)
  const redirect = (origin: string, more = {}) =>
    problemsOf({ LATCHKEY_HOSTS_NEST: 'a.example', LATCHKEY_NEST_REDIRECT: origin, ...more }).join()
  assert.match(redirect('http://localhost:8080'), /neither the issuer/)
  assert.match(redirect('https://b.example', { LATCHKEY_HOSTS_NIBE: 'b.example' }), /another vendor/)
  assert.match(
    problemsOf({ LATCHKEY_NEST_REDIRECT: 'https://a.example' }).join(),
    /needs LATCHKEY_HOSTS_NEST/,
  )
})

test('trusted proxies are addresses and networks of both families', () => {
  const { isTrustedProxy } = readSettings({ LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7, fd00::/8' })
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', 'fd12::1']) {
    assert.equal(isTrustedProxy(address), true, address)
  }
  for (const address of ['11.0.0.1', '192.0.2.8', 'fe80::1', '', 'unknown']) {
    assert.equal(isTrustedProxy(address), false, address)
  }
  assert.equal(readSettings({}).isTrustedProxy('127.0.0.1'), false)
})

test('demo data are for an empty SQLite database at localhost, or on demand', () => {
  assert.equal(readSettings({ LATCHKEY_ISSUER: 'http://127.0.0.1:8080' }).demo, 'only shown')
  assert.equal(readSettings({ DATABASE_URL: 'postgres://db/latchkey' }).demo, 'only shown')
  assert.equal(readSettings({ DATABASE_URL: 'postgres://db/latchkey', LATCHKEY_DEMO: '1' }).demo, 'always')
  assert.equal(readSettings({ LATCHKEY_DEMO: '0' }).demo, 'never')
})

test('a setting that nothing uses yet is named', () => {
  assert.ok(settingsNotUsedYet.includes('LATCHKEY_METRICS_PORT'))
  assert.deepEqual(readSettings({ LATCHKEY_METRICS_PORT: '9100' }).withoutEffect, ['LATCHKEY_METRICS_PORT'])
})
