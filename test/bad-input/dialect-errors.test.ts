import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { definition, redirectUri, secretOf } from '../definition.ts'
import { type Answer, type Form, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  const brief = {
    clientId: 'brief',
    clientSecret: secretOf('brief'),
    name: 'Brief',
    redirectUris: [redirectUri],
    scopes: ['openid', 'structures:read'],
    overrides: { accessTokenSeconds: 1, refreshIdleSeconds: 1, refresh: 'rotate' },
  }
  server = await startSeeded({ definition: { ...definition, clients: [...definition.clients, brief] } })
})
after(() => server.end())

const clients = {
  standard: '/oauth2/token',
  'nest-web': '/oauth2/access_token',
  honeywell: '/oauth2/accesstoken',
  nibe: '/oauth/token',
} as const

type ClientId = keyof typeof clients

/** The status and the error code of each client's own words: standard, Nest, Honeywell, NIBE. */
type Expected = Readonly<Record<ClientId, `${400 | 401} ${string}`>>

interface Mistake {
  readonly expected: Expected
  readonly make: (clientId: ClientId) => Promise<Form>
}

const all = (code: string): Expected => ({
  standard: `400 ${code}`,
  'nest-web': '400 oauth2_error',
  honeywell: `400 ${code}`,
  nibe: `400 ${code}`,
})
const client: Expected = {
  ...all('invalid_client'),
  standard: '401 invalid_client',
  honeywell: '401 invalid_client',
}
const code: Expected = { ...all('invalid_grant'), nibe: '400 invalid_request' }

const redeem = async (clientId: ClientId, text: string) => server.redemption(clientId, text)

const mistakes: Readonly<Record<string, Mistake>> = {
  'a wrong secret': {
    expected: client,
    make: async () => ({ grant_type: 'authorization_code', client_secret: 'wrong-secret-of-a-client' }),
  },
  'an unknown client': {
    expected: client,
    make: async () => ({ grant_type: 'authorization_code', client_id: 'nobody' }),
  },
  'no grant type': { expected: all('invalid_request'), make: async () => ({}) },
  'an unknown grant type': {
    expected: all('unsupported_grant_type'),
    make: async () => ({ grant_type: 'password' }),
  },
  'a grant type that every object has': {
    expected: all('unsupported_grant_type'),
    make: async () => ({ grant_type: 'constructor' }),
  },
  'no code': { expected: all('invalid_request'), make: async () => ({ grant_type: 'authorization_code' }) },
  'an unknown code': { expected: code, make: (clientId) => redeem(clientId, 'no-such-code') },
  'an expired code': {
    expected: code,
    make: async (clientId) => redeem(clientId, await server.newCode(clientId, { expiresAt: Date.now() - 1 })),
  },
  'a code that was spent': {
    expected: code,
    make: async (clientId) => {
      const text = await server.newCode(clientId)
      await server.token(clientId, server.redemption(clientId, text))
      return redeem(clientId, text)
    },
  },
  'the code of another client': {
    expected: code,
    make: async (clientId) => redeem(clientId, await server.newCode('other')),
  },
  'another redirect URI': {
    expected: all('invalid_grant'),
    make: async (clientId) => ({
      ...server.redemption(clientId, await server.newCode(clientId)),
      redirect_uri: 'https://evil.example/',
    }),
  },
}

function spelled({ status, json }: Answer): string {
  return `${status} ${json.error}`
}

for (const [name, { expected, make }] of Object.entries(mistakes)) {
  for (const clientId of Object.keys(clients) as ClientId[]) {
    test(`${clientId} with ${name} hears ${expected[clientId]}`, async () => {
      const credentials = { client_id: clientId, client_secret: secretOf(clientId) }
      // At the vendor's own path, which alone says how to answer a client that is not known.
      const answer = await server.post(clients[clientId], { ...credentials, ...(await make(clientId)) })
      assert.equal(spelled(answer), expected[clientId], answer.text)
      assert.match(String(answer.json.error_description), /\w \w/)
      assert.equal(clientId === 'honeywell', 'ErrorCode' in answer.json)
    })
  }
}

const refreshing = ['standard', 'honeywell', 'nibe'] as const

for (const clientId of refreshing) {
  test(`${clientId} with a refresh token that is unknown, foreign or dead hears invalid_grant`, async () => {
    const foreign = await server.connect('other')
    const dead = await server.connect(clientId)
    await server.revoke(clientId, dead.refreshToken ?? '')
    for (const token of ['unknown', foreign.refreshToken, foreign.accessToken, dead.refreshToken]) {
      assert.equal(spelled(await server.refresh(clientId, token ?? '')), '400 invalid_grant')
    }
  })
}

test('a GOGOX client hears Doorkeeper’s words, by JSON and by GET', async () => {
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({
    grant_type: 'client_credentials',
    client_id: 'gogox',
    client_secret: 'wrong',
  })
  const authorization = `Basic ${btoa('gogox:wrong')}`
  for (const answer of [
    await server.send('/oauth/token', { method: 'POST', headers: json, body }),
    await server.get('/oauth/token', { authorization }),
  ]) {
    assert.equal(spelled(answer), '401 invalid_client')
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm="Doorkeeper"/)
    assert.match(String(answer.json.error_description), /^Client authentication failed/)
  }
})

test('a token that has expired is refused everywhere', async () => {
  const { accessToken, refreshToken = '' } = await server.connect('brief')
  await sleep(2_100)
  assert.deepEqual(await server.acceptedAt('brief', accessToken), [])
  assert.equal((await server.revoke('brief', accessToken)).status, 200)
  assert.equal(spelled(await server.refresh('brief', refreshToken)), '400 invalid_grant')
  assert.equal((await server.introspect('brief', refreshToken)).json.active, false)
})
