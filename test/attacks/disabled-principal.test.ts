import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded, type Tokens, tokensOf } from '../seeded-latchkey.ts'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

// Each case has a client and an account of its own, so that all can be disabled at once and waited for together.

const principals = ['client', 'account', 'grant', 'family'] as const
const ways = ['suspended', 'ended'] as const
const formats = ['kept', 'rotating', 'signed', 'lasting'] as const

interface Case {
  readonly principal: (typeof principals)[number]
  readonly way: (typeof ways)[number]
  readonly format: (typeof formats)[number]
  readonly clientId: string
  readonly email: string
}

const cases: readonly Case[] = principals.flatMap((principal) =>
  ways
    // What a person or a replay ends is never suspended.
    .filter((way) => way === 'ended' || principal === 'client' || principal === 'account')
    .flatMap((way) =>
      formats.map((format) => {
        const clientId = `${principal}-${way}-${format}`
        return { principal, way, format, clientId, email: `${clientId}@example.com` }
      }),
    ),
)

const kinds = {
  kept: { scopes: ['openid', 'structures:read'] },
  rotating: { scopes: ['openid', 'structures:read'], overrides: { refresh: 'rotate' } },
  signed: { scopes: ['openid', 'structures:read'] },
  lasting: { dialect: 'nest', scopes: ['openid', 'structures:read'] },
} as const

function clientOf({ clientId, format }: Case): object {
  return {
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    redirectUris: [redirectUri],
    ...(format !== 'lasting' && {
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    }),
    ...kinds[format],
  }
}

interface Living {
  readonly tokens: Tokens
  readonly own: string | undefined
  readonly code: string
  readonly visitor: Visitor
}

let server: SeededLatchkey
const living = new Map<string, Living>()

before(async () => {
  const accounts = cases.map(({ email }) => ({ email, password: anna.password }))
  const clients = cases.map(clientOf)
  server = await startSeeded({
    definition: { ...definition, accounts: [...definition.accounts, ...accounts], clients },
  })
  for (const one of cases) living.set(one.clientId, await connect(one))
  for (const one of cases) await assertAlive(one)
  for (const one of cases) await disable(one, one.way)
  // By another process, so this one may take a second to hear of it.
  await sleep(1_000)
})
after(() => server.end())

const livingOf = ({ clientId }: Case) => {
  const found = living.get(clientId)
  assert.ok(found)
  return found
}

async function connect({ clientId, email, format }: Case): Promise<Living> {
  const audience = format === 'signed' ? ['https://meter.example.com'] : [server.issuer]
  const visitor = newVisitor(server.issuer)
  await allow(visitor, urlOf(clientId, format), { email, password: anna.password })
  const tokens = await server.connect(clientId, { email, audience })
  const own =
    format === 'lasting'
      ? undefined
      : tokensOf(await server.token(clientId, { grant_type: 'client_credentials' })).accessToken
  return { tokens, own, code: await server.newCode(clientId, { email, audience }), visitor }
}

function urlOf(clientId: string, format: Case['format'], prompt?: string): string {
  return authorizeUrl({ client_id: clientId, prompt }, format === 'lasting' ? '/login/oauth2' : undefined)
}

async function assertAlive(one: Case): Promise<void> {
  const accepted = await server.acceptedAt(one.clientId, livingOf(one).tokens.accessToken)
  assert.ok(accepted.includes('introspection') && accepted.includes('userinfo'), one.clientId)
}

async function disable({ principal, clientId, email }: Case, state: 'suspended' | 'ended' | 'active') {
  const { store } = server
  const account = await store.findAccountByEmail(email)
  assert.ok(account)
  if (principal === 'client') return store.setClientState(clientId, state)
  if (principal === 'account') return store.setAccountState(account.id, state)
  if (principal === 'grant') return store.endGrant(account.id, clientId)
  for (const family of await store.listFamilies(account.id, clientId)) await store.endFamily(family.id)
}

for (const one of cases) {
  const name = `${one.principal} ${one.way}, ${one.format} token`

  test(`CVE-2025-64521 CVE-2026-1609: ${name}: refused by introspection, userinfo and device API`, async () => {
    assert.deepEqual(await server.acceptedAt(one.clientId, livingOf(one).tokens.accessToken), [])
  })

  test(`CVE-2025-64521: ${name}: no refresh, and its refresh token is not active`, async () => {
    const { refreshToken } = livingOf(one).tokens
    if (refreshToken === undefined) return
    const { status } = await server.refresh(one.clientId, refreshToken)
    assert.ok(status === 400 || status === 401)
    assert.notEqual((await server.introspect(one.clientId, refreshToken)).json.active, true)
  })

  // A code is another connection: it outlives the end of the family beside it.
  if (one.principal !== 'family') {
    test(`CVE-2026-26232: ${name}: a code that was given before buys nothing`, async () => {
      const form = server.redemption(one.clientId, livingOf(one).code)
      const { status } = await server.token(one.clientId, form)
      assert.ok(status === 400 || status === 401)
    })

    test(`CVE-2026-1609: ${name}: nothing is given without asking anew`, async () => {
      const response = await livingOf(one).visitor.get(urlOf(one.clientId, one.format, 'none'))
      assert.doesNotMatch(response.headers.get('location') ?? '', /[?&]code=/)
    })
  }

  test(`CVE-2026-1609: ${name}: the client's own token follows the client alone`, async () => {
    const { own } = livingOf(one)
    if (own === undefined) return
    const isDisabled = one.principal === 'client'
    assert.equal((await server.introspect(one.clientId, own)).json.active === true, !isDisabled)
    const { status } = await server.token(one.clientId, { grant_type: 'client_credentials' })
    assert.equal(status, isDisabled ? 401 : 200)
  })
}

test('CVE-2026-1609: a suspended or ended account cannot sign in, and hears no more than a wrong password does', async () => {
  for (const { email } of cases.filter(({ principal }) => principal === 'account')) {
    const visitor = newVisitor(server.issuer)
    await assert.rejects(
      allow(visitor, authorizeUrl({ client_id: 'family-ended-kept' }), { email, password: anna.password }),
      /signing in failed: 403/,
    )
  }
})

test('restoring what was suspended revives its tokens; what was ended stays dead', async () => {
  for (const one of cases.filter(({ principal }) => principal === 'client' || principal === 'account')) {
    if (one.way === 'suspended') await disable(one, 'active')
  }
  await sleep(1_000)
  for (const one of cases) {
    if (one.way === 'suspended') await assertAlive(one)
    else assert.deepEqual(await server.acceptedAt(one.clientId, livingOf(one).tokens.accessToken), [])
  }
})
