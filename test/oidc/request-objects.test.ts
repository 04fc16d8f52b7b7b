import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, test } from 'node:test'
import { SignJWT, UnsecuredJWT } from 'jose'
import { freePort } from '../free-port.ts'
import { listen } from '../journeys/stage.ts'
import {
  answerTo,
  type Claims,
  errorOf,
  otherUri,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
} from './request-world.ts'

// RFC 9101, OpenID Connect Core §6, FAPI 2.0 Message Signing §5.3.1.

let world: RequestWorld
let files: Server
let filesAt = ''
/** What the client's own server answers by path. */
const served = new Map<string, { readonly type: string; readonly body: string; readonly status?: number }>()
before(async () => {
  files = createServer((request, answer) => {
    const {
      status = 200,
      type,
      body,
    } = served.get(request.url ?? '') ?? { type: 'text/plain', body: '', status: 404 }
    answer.writeHead(status, { 'content-type': type }).end(body)
  })
  filesAt = `http://127.0.0.1:${await listen(files)}`
  const env = { LATCHKEY_OUTBOUND_ALLOW: new URL(filesAt).host }
  const requestUris = ['/object', '/text', '/html', '/missing', '/long', '/other'].map(
    (path) => filesAt + path,
  )
  const unreachable = `http://127.0.0.1:${await freePort()}/object`
  world = await startRequestWorld({ env }, [...requestUris, `${filesAt}/versioned#first`, unreachable])
})
after(async () => {
  files.close()
  await world.end()
})

const minute = 60
const seconds = () => Math.floor(Date.now() / 1000)

test('by value: its parameters count, its redirect_uri too, and nothing beside it (certification 23)', async () => {
  const request = await world.sign('signer', { redirect_uri: otherUri, state: 'inside' })
  const beside = {
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    state: 'outside',
    nonce: 'n',
  }
  for (const outer of [
    {},
    beside,
    { ...beside, redirect_uri: 'https://evil.example/cb', response_type: 'token' },
  ]) {
    const answer = await answerTo(world, { ...outer, client_id: 'signer', request })
    assert.equal(answer.origin + answer.pathname, otherUri)
    assert.equal(answer.searchParams.get('state'), 'inside')
    assert.ok(answer.searchParams.has('code'))
  }
})

test('POST with a request object works as GET does', async () => {
  const form = { client_id: 'signer', request: await world.sign('signer') }
  const posted = await world.server.post('/oauth2/authorize', form)
  assert.match(posted.headers.get('location') ?? posted.text, /\?in_progress=/)
})

test('numbers and objects are parameters: max_age, claims, resource', async () => {
  const claims = { userinfo: { email: { essential: true } } }
  const good = await world.sign('signer', { max_age: 300, claims, resource: [world.issuer] })
  assert.ok((await answerTo(world, { client_id: 'signer', request: good })).searchParams.has('code'))
  const wrong = { max_age: 1.5, resource: ['https://unknown.example'] }
  for (const [name, value] of Object.entries(wrong)) {
    const request = await world.sign('signer', { [name]: value })
    assert.match(await errorOf(world, { client_id: 'signer', request }), /invalid_(request|target)$/, name)
  }
})

const sameType = ['oauth-authz-req+jwt', 'JWT', 'application/oauth-authz-req+jwt', undefined]
for (const typ of sameType) {
  test(`a request object of type ${typ} counts`, async () => {
    const request = await world.sign('signer', {}, { typ })
    assert.ok((await answerTo(world, { client_id: 'signer', request })).searchParams.has('code'))
  })
}

test('what is not the client’s signature is told to nobody but the person', async () => {
  const { client_id, request } = { client_id: 'signer', request: await world.sign('signer') }
  const [header = '', payload = '', signature = ''] = request.split('.')
  const unsecured = new UnsecuredJWT({
    iss: client_id,
    aud: world.issuer,
    client_id,
    redirect_uri: redirectUri,
  }).encode()
  const secret = new TextEncoder().encode('a-long-secret-for-signer-that-is-long-enough')
  const forged = {
    'no signature': unsecured,
    'none, with a signature': `${unsecured}${signature}`,
    'a secret in place of a key': await new SignJWT({ iss: client_id, client_id })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret),
    'another payload': `${header}.${Buffer.from('{"redirect_uri":"https://evil.example"}').toString('base64url')}.${signature}`,
    'another signature': `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
    'the key of another client': await world.sign('fapi', { iss: client_id, client_id }),
    'an unknown key': await world.sign('signer', {}, { kid: 'unknown' }),
    'another kind of JWT': await world.sign('signer', {}, { typ: 'dpop+jwt' }),
    'an access token': await world.sign('signer', {}, { typ: 'at+jwt' }),
    'something critical that nobody knows': await world
      .sign('signer', {}, { crit: ['exp'], exp: 1 })
      .catch(() => 'x.y.z'),
    'no JWT at all': 'not-a-jwt',
    'an encrypted one': 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c',
  }
  for (const [name, text] of Object.entries(forged)) {
    const said = await problemOf(world, { client_id, redirect_uri: redirectUri, request: text })
    assert.match(said, /^The request object is refused/, name)
  }
})

const refused: Readonly<Record<string, Claims>> = {
  'another iss': { iss: 'plain' },
  'another client_id': { client_id: 'plain' },
  'another aud': { aud: 'https://other.example.com' },
  'a list of others as aud': { aud: ['https://other.example.com'] },
  'its sub is the client, as in an assertion': { sub: 'signer' },
  'a request inside': { request: 'x.y.z' },
  'a request_uri inside': { request_uri: 'https://app.example.com/object' },
  'it has expired': { exp: seconds() - minute },
  'it is not valid yet': { nbf: seconds() + minute },
  'its exp is a text': { exp: 'tomorrow' },
}

for (const [name, changes] of Object.entries(refused)) {
  test(`its signature is good, so the client is told: ${name}`, async () => {
    const request = await world.sign('signer', changes)
    assert.equal(await errorOf(world, { client_id: 'signer', request }), 'invalid_request_object')
    const evil = await world.sign('signer', { ...changes, redirect_uri: 'https://evil.example/cb' })
    assert.match(await problemOf(world, { client_id: 'signer', request: evil }), /is not registered/)
  })
}

test('an object need not say for whom it is unless the policy wants it, and clocks may differ by some seconds', async () => {
  const lean = {
    iss: undefined,
    aud: undefined,
    iat: undefined,
    nbf: undefined,
    exp: undefined,
    client_id: undefined,
  }
  for (const changes of [
    lean,
    { aud: ['https://other.example.com', world.issuer] },
    { nbf: seconds() + 8 },
    { exp: seconds() - 5 },
  ]) {
    const request = await world.sign('signer', changes)
    assert.ok((await answerTo(world, { client_id: 'signer', request })).searchParams.has('code'))
  }
})

test('request and request_uri together are one too many', async () => {
  const both = { client_id: 'signer', request: await world.sign('signer'), request_uri: `${filesAt}/object` }
  assert.match(await problemOf(world, both), /not both/)
})

test('by reference: the object behind a registered address, whatever its fragment says', async () => {
  const body = await world.sign('signer', { redirect_uri: otherUri, state: 'inside' })
  served.set('/object', { type: 'application/oauth-authz-req+jwt', body })
  served.set('/text', { type: 'text/plain; charset=utf-8', body: `${body}\n` })
  served.set('/versioned', { type: 'application/jwt', body })
  for (const path of ['/object', '/object#version-2', '/text', '/versioned', '/versioned#second']) {
    const answer = await answerTo(world, {
      client_id: 'signer',
      request_uri: filesAt + path,
      state: 'outside',
    })
    assert.equal(answer.origin + answer.pathname, otherUri, path)
    assert.equal(answer.searchParams.get('state'), 'inside')
  }
})

test('by reference: what cannot be read is an error page', async () => {
  const body = await world.sign('signer')
  served.set('/html', { type: 'text/html', body })
  served.set('/long', { type: 'application/jwt', body: body + ' '.repeat(70_000) })
  served.set('/other', { type: 'application/jwt', body: 'no object' })
  served.set('/elsewhere', { type: 'application/jwt', body })
  const unread = ['/html', '/missing', '/long'].map((path) => filesAt + path)
  const unregistered = [
    `${filesAt}/elsewhere`,
    `${filesAt}/object/`,
    'https://evil.example/object',
    'file:///etc/passwd',
    'urn:x',
  ]
  for (const request_uri of [...unread, ...unregistered]) {
    const said = await problemOf(world, { client_id: 'signer', request_uri })
    assert.match(said, /request_uri cannot be read/, request_uri)
  }
  assert.match(await problemOf(world, { client_id: 'signer', request_uri: `${filesAt}/other` }), /refused/)
})

// FAPI 2.0 Message Signing: every bound from both sides.
const strict: readonly (readonly [name: string, changes: () => Claims, isGood: boolean])[] = [
  ['as it should be', () => ({}), true],
  ['a list with the issuer as aud', () => ({ aud: [world.issuer, 'https://x.example'] }), true],
  ['nbf 8 seconds ahead', () => ({ nbf: seconds() + 8 }), true],
  ['nbf half an hour ago', () => ({ nbf: seconds() - 30 * minute }), true],
  ['an hour long', () => ({ nbf: seconds(), exp: seconds() + 60 * minute }), true],
  ['no nbf', () => ({ nbf: undefined }), false],
  ['no exp', () => ({ exp: undefined }), false],
  ['no aud', () => ({ aud: undefined }), false],
  ['no iss', () => ({ iss: undefined }), false],
  ['no client_id', () => ({ client_id: undefined }), false],
  [
    'nbf over an hour ago',
    () => ({ nbf: seconds() - 62 * minute, exp: seconds() - minute + 60 * minute }),
    false,
  ],
  ['longer than an hour', () => ({ nbf: seconds(), exp: seconds() + 61 * minute }), false],
  ['nbf a minute and more ahead', () => ({ nbf: seconds() + 70 }), false],
  ['another aud', () => ({ aud: 'https://other.example.com' }), false],
  ['the token endpoint as aud', () => ({ aud: `${world.issuer}/oauth2/token` }), false],
  ['expired', () => ({ exp: seconds() - minute }), false],
  ['a request_uri inside', () => ({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }), false],
]

for (const [name, changes, isGood] of strict) {
  test(`pushed and signed, ${isGood ? 'taken' : 'refused'}: ${name}`, async () => {
    const { status, json } = await world.push('messages', {
      request: await world.sign('messages', changes()),
    })
    assert.deepEqual([status, json.error], isGood ? [201, undefined] : [400, 'invalid_request_object'])
  })
}

test('pushed and signed: only the object counts, and what was not signed is refused of who must sign', async () => {
  const request = await world.sign('messages', { state: 'signed' })
  const { status, json } = await world.push('messages', {
    request,
    state: 'outside',
    redirect_uri: 'https://evil.example',
  })
  assert.equal(status, 201)
  const answer = await answerTo(world, { client_id: 'messages', request_uri: String(json.request_uri) })
  assert.equal(answer.searchParams.get('state'), 'signed')
  const unsigned = await world.push('messages', world.parameters('messages'))
  assert.deepEqual([unsigned.status, unsigned.json.error], [400, 'invalid_request'])
})

test('pushed and signed: the whole request is judged there too', async () => {
  const wrong: Readonly<Record<string, Claims>> = {
    invalid_scope: { scope: 'openid devices:write' },
    unsupported_response_type: { response_type: 'token' },
    invalid_request: { redirect_uri: 'https://evil.example/cb' },
    invalid_target: { resource: 'https://unknown.example' },
  }
  for (const [error, changes] of Object.entries(wrong)) {
    const { status, json } = await world.push('messages', { request: await world.sign('messages', changes) })
    assert.deepEqual([status, json.error], [400, error])
  }
})

test('a strong policy takes no RS256, and a registered algorithm is the only one', async () => {
  for (const clientId of ['messages', 'declared']) {
    const by = (alg: string) => world.sign(clientId, {}, { alg })
    const strong = await world.push(clientId, { request: await by('PS256') })
    assert.equal(strong.status, 201, strong.text)
    const weak = await world.push(clientId, { request: await by('RS256') })
    assert.deepEqual([weak.status, weak.json.error], [400, 'invalid_request_object'], clientId)
  }
  const request = await world.sign('signer', {}, { alg: 'PS256' })
  assert.equal((await world.push('signer', { request })).status, 201, 'who declared none may take either')
})
