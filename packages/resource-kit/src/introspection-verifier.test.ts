import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { type IntrospectionSettings, introspectionVerifier } from './introspection-verifier.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

interface Asked {
  readonly method: string | undefined
  readonly authorization: string | undefined
  readonly body: string
}

const good = {
  active: true,
  sub: 'anna',
  client_id: 'app',
  scope: 'devices:read structures:read',
  aud: 'https://api.example',
  exp: 2000,
  authorization_details: [
    { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read', 'control', 'sell'] },
    { type: 'home_access', structure: 'cabin', devices: ['stove'], actions: ['read'] },
    { type: 'home_access', structure: 'bad', devices: 'some', actions: ['read'] },
    { type: 'home_access', structure: 7, devices: 'all', actions: ['read'] },
    { type: 'payment', amount: 1 },
    null,
  ],
}

let asked: Asked[] = []
let answer: (response: ServerResponse, request: IncomingMessage) => void = () => {}
let now = 1_000_000
let settings: IntrospectionSettings

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    asked.push({ method: request.method, authorization: request.headers.authorization, body })
    answer(response, request)
  })
})

const json =
  (value: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
  }

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  settings = {
    endpoint: `http://127.0.0.1:${port}/oauth2/introspect`,
    clientId: 'lamp api',
    clientSecret: 'a+b/c:d%',
    audience: 'https://api.example',
    now: () => now,
    timeoutMillis: 200,
  }
})
after(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  now = 1_000_000
  answer = json(good)
})

test('asks as RFC 7662 says and reads the answer', async () => {
  assert.deepEqual(await introspectionVerifier(settings)('the token+/='), {
    subject: 'anna',
    clientId: 'app',
    scope: ['devices:read', 'structures:read'],
    homes: [
      { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read', 'control'] },
      { type: 'home_access', structure: 'cabin', devices: ['stove'], actions: ['read'] },
    ],
    expiresAt: 2000,
  })
  const [first] = asked
  assert.equal(first?.method, 'POST')
  assert.equal(first.body, 'token=the+token%2B%2F%3D&token_type_hint=access_token')
  const basic = Buffer.from('lamp+api:a%2Bb%2Fc%3Ad%25').toString('base64')
  assert.equal(first.authorization, `Basic ${basic}`)
})

test('scope and details may be absent, the audience may be a list', async () => {
  answer = json({
    ...good,
    scope: undefined,
    authorization_details: undefined,
    aud: ['x', 'https://api.example'],
  })
  const access = await introspectionVerifier(settings)('t')
  assert.deepEqual([access?.scope, access?.homes], [[], []])
})

test('what a token is bound to, and the sign-in behind it', async () => {
  for (const cnf of [{ jkt: 'a'.repeat(43) }, { 'x5t#S256': 'b'.repeat(43) }]) {
    answer = json({ ...good, cnf, auth_time: 500, acr: 'urn:two' })
    const access = await introspectionVerifier(settings)('t')
    assert.deepEqual([access?.confirmation, access?.authTime, access?.acr], [cnf, 500, 'urn:two'])
  }
})

const refused: Readonly<Record<string, object>> = {
  inactive: { active: false },
  'of another audience': { ...good, aud: 'https://other.example' },
  'of several other audiences': { ...good, aud: ['https://other.example', 'https://api.example/'] },
  'without audience': { ...good, aud: undefined },
  expired: { ...good, exp: 1000 },
  'bound by no thumbprint': { ...good, cnf: { jkt: 'x' } },
  'bound in a way that is not known': { ...good, cnf: { 'x5t#S512': 'a'.repeat(43) } },
  'bound twice': { ...good, cnf: { jkt: 'a'.repeat(43), 'x5t#S256': 'b'.repeat(43) } },
  'bound by nothing': { ...good, cnf: {} },
  'bound by null': { ...good, cnf: null },
}
for (const [name, body] of Object.entries(refused)) {
  test(`a token ${name} is not good`, async () => {
    answer = json(body)
    assert.equal(await introspectionVerifier(settings)('t'), undefined)
  })
}

const unavailable: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
  '401, the credentials of the API being wrong': json({ error: 'invalid_client' }, 401),
  '429': json({}, 429),
  '503': json({}, 503),
  'a redirect': (response) => response.writeHead(302, { Location: '/elsewhere' }).end(),
  'no JSON': (response) => response.end('<html>'),
  'a list': json([]),
  'active as text': json({ ...good, active: 'true' }),
  'no sub': json({ ...good, sub: '' }),
  'no client_id': json({ ...good, client_id: 3 }),
  'no exp': json({ ...good, exp: '2000' }),
  'no end': (response) => response.end('x'.repeat(70_000)),
  nothing: (_, request) => request.socket.destroy(),
  'too late': () => {},
}
for (const [name, behave] of Object.entries(unavailable)) {
  test(`an answer that is ${name} means: cannot be verified`, async () => {
    answer = behave
    const verify = introspectionVerifier(settings)
    await assert.rejects(verify('t'), VerificationUnavailable)
    answer = json(good)
    assert.equal((await verify('t'))?.subject, 'anna', 'a failure is not remembered')
  })
}

test('a server that does not listen means: cannot be verified', async () => {
  const verify = introspectionVerifier({ ...settings, endpoint: 'http://127.0.0.1:1/' })
  await assert.rejects(verify('t'), VerificationUnavailable)
})

test('many askers at once cause one question, and an answer serves for less than one second', async () => {
  const verify = introspectionVerifier(settings)
  await Promise.all(Array.from({ length: 50 }, () => verify('t')))
  now += 999
  await verify('t')
  assert.equal(asked.length, 1)
  now += 1
  await verify('t')
  assert.equal(asked.length, 2)
})

test('a bad answer is remembered as short as a good one, and tokens are kept apart', async () => {
  const verify = introspectionVerifier(settings)
  answer = json({ active: false })
  assert.equal(await verify('t'), undefined)
  answer = json(good)
  assert.equal(await verify('t'), undefined)
  assert.equal((await verify('u'))?.subject, 'anna')
  now += 1000
  assert.equal((await verify('t'))?.subject, 'anna')
})

test('a remembered token still expires on time', async () => {
  answer = json({ ...good, exp: 1000.5 })
  const verify = introspectionVerifier(settings)
  assert.equal((await verify('t'))?.subject, 'anna')
  now += 500
  assert.equal(await verify('t'), undefined)
  assert.equal(asked.length, 1)
})

test('remembers no more answers than it may', async () => {
  const verify = introspectionVerifier({ ...settings, rememberAtMost: 2 })
  for (const token of ['a', 'b', 'c', 'b', 'c', 'a']) await verify(token)
  assert.deepEqual(
    asked.map(({ body }) => new URLSearchParams(body).get('token')),
    ['a', 'b', 'c', 'a'],
  )
})
