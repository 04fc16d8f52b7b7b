import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

let server: SeededLatchkey
let kinds: Readonly<Record<string, string>>
before(async () => {
  server = await startSeeded()
  kinds = await everyKind()
})
after(() => server.end())

/** One living thing of every kind that the server hands out. */
async function everyKind(): Promise<Record<string, string>> {
  const scope = ['openid', 'structures:read', 'devices:read']
  const redeemed = await server.token(
    'standard',
    server.redemption('standard', await server.newCode('standard', { scope })),
  )
  const { accessToken, refreshToken = '' } = tokensOf(redeemed)
  const audience = ['https://meter.example.com']
  const signed = await server.connect('standard', { scope, audience })
  const own = tokensOf(await server.token('standard', { grant_type: 'client_credentials' }))
  const lasting = await server.connect('nest-web')
  const legacy = await server.connect('nibe')
  return {
    'sealed access token': accessToken,
    'refresh token': refreshToken,
    'ID token': String(redeemed.json.id_token),
    'signed access token': signed.accessToken,
    "client's own token": own.accessToken,
    'lasting access token': lasting.accessToken,
    'legacy access token': legacy.accessToken,
    'legacy refresh token': legacy.refreshToken ?? '',
    'authorization code': await server.newCode('standard'),
    ...(await sealedOfPages()),
  }
}

/** What pages and cookies carry. */
async function sealedOfPages(): Promise<Record<string, string>> {
  const visitor = newVisitor(server.issuer)
  const fields = hiddenFields(await (await visitor.get(authorizeUrl())).text(), 'login-form')
  const signedIn = await visitor.post('/login', { ...fields, ...anna })
  const next = new URL(signedIn.headers.get('location') ?? '', server.issuer)
  const session = signedIn.headers.getSetCookie().find((line) => line.includes('session')) ?? ''
  return {
    'sealed request': fields.request ?? '',
    'form token': fields.form_token ?? '',
    'request in progress': next.searchParams.get('in_progress') ?? '',
    'session cookie': /=([^;]*)/.exec(session)?.[1] ?? '',
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const kindNames = [
  'sealed access token',
  'refresh token',
  'ID token',
  'signed access token',
  "client's own token",
  'lasting access token',
  'legacy access token',
  'legacy refresh token',
  'authorization code',
  'sealed request',
  'form token',
  'request in progress',
  'session cookie',
]

/** Every place that takes one kind of thing, and the kinds that it may take. */
const places: Readonly<
  Record<string, { takes: readonly string[]; isTaken: (thing: string) => Promise<boolean> }>
> = {
  'the device API': {
    takes: ['sealed access token', "client's own token", 'lasting access token', 'legacy access token'],
    isTaken: async (thing) => [200, 403].includes((await server.get('/v1/structures', bearer(thing))).status),
  },
  "NIBE's API": {
    takes: ['sealed access token', "client's own token", 'lasting access token', 'legacy access token'],
    isTaken: async (thing) =>
      [200, 403].includes((await server.get('/api/v1/systems', bearer(thing))).status),
  },
  userinfo: {
    takes: ['sealed access token', 'signed access token', 'lasting access token', 'legacy access token'],
    isTaken: async (thing) =>
      [200, 403].includes((await server.get('/oauth2/userinfo', bearer(thing))).status),
  },
  'the refresh of standard': {
    takes: ['refresh token'],
    isTaken: async (thing) => (await server.refresh('standard', thing)).status === 200,
  },
  'the refresh of nibe': {
    takes: ['legacy refresh token'],
    isTaken: async (thing) => (await server.refresh('nibe', thing)).status === 200,
  },
  'the redemption of a code': {
    takes: ['authorization code'],
    isTaken: async (thing) =>
      (await server.token('standard', server.redemption('standard', thing))).status === 200,
  },
  introspection: {
    takes: ['sealed access token', 'refresh token', 'signed access token', "client's own token"],
    isTaken: async (thing) => (await server.introspect('standard', thing)).json.active === true,
  },
  'a client assertion': {
    takes: [],
    isTaken: async (thing) => {
      const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
      const form = { grant_type: 'client_credentials', client_assertion: thing, client_assertion_type: type }
      return (await server.post('/oauth2/token', form)).status === 200
    },
  },
  'a client secret': {
    takes: [],
    isTaken: async (thing) => {
      const form = { grant_type: 'client_credentials', client_id: 'gogox', client_secret: thing }
      return (await server.post('/oauth/token', form)).status === 200
    },
  },
  'a request that goes on': {
    takes: ['request in progress'],
    isTaken: async (thing) =>
      (await server.get(`/oauth2/authorize?in_progress=${encodeURIComponent(thing)}`)).status === 200,
  },
  'a session cookie': {
    takes: ['session cookie'],
    isTaken: async (thing) => {
      const url = authorizeUrl({ prompt: 'none' })
      const { headers } = await server.get(url, { cookie: `latchkey_session=${thing}` })
      return !headers.get('location')?.includes('login_required')
    },
  },
  'a link to a new password': {
    takes: [],
    isTaken: async (thing) =>
      (await server.get(`/reset?token=${encodeURIComponent(thing)}`)).text.includes('<form'),
  },
}

for (const [place, { takes, isTaken }] of Object.entries(places)) {
  for (const kind of kindNames) {
    const word = takes.includes(kind) ? 'takes' : 'refuses'
    test(`CVE-2026-101023 CVE-2026-1529: ${place} ${word} ${kind}`, async () => {
      const thing = kinds[kind]
      assert.ok(thing, kind)
      assert.equal(await isTaken(thing), takes.includes(kind))
    })
  }
}

test('a token in the path of DELETE is taken back only when it is an access token', async () => {
  const refused = ['refresh token', 'ID token', 'legacy refresh token', 'form token', 'session cookie']
  for (const kind of refused) {
    const path = `/oauth2/access_tokens/${encodeURIComponent(kinds[kind] ?? '')}`
    assert.equal((await server.send(path, { method: 'DELETE' })).status, 404, kind)
  }
})
