import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeChallengeOf } from '@latchkey/protocol'
import { endpoints } from '../../apps/auth-server/src/discovery/metadata.ts'
import { grantTypeNames } from '../../apps/auth-server/src/token/grant-types.ts'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { type Form, type SeededLatchkey, startSeeded, verifier } from '../seeded-latchkey.ts'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'
import { accessTokenOf, goodRequests, matrixClient, matrixDefinition } from './matrix-clients.ts'

// Every grant type, and every other place where somebody is believed × everybody who can be suspended or ended.

const principals = ['client', 'account', 'grant', 'family'] as const
type Principal = (typeof principals)[number]

interface Case {
  readonly principal: Principal
  readonly way: 'suspended' | 'ended'
  readonly clientId: string
  readonly email: string
}

// What a person or a replay ends is never suspended: a grant and a family have one way.
const cases: readonly Case[] = principals.flatMap((principal) =>
  (['suspended', 'ended'] as const)
    .filter((way) => way === 'ended' || principal === 'client' || principal === 'account')
    .map((way) => {
      const clientId = `${principal}-${way}`
      return { principal, way, clientId, email: `${clientId}@example.com` }
    }),
)

/** What each case holds from before: a good request of every grant type, and the tokens of one connection. */
interface Held {
  readonly requests: ReadonlyMap<string, Form>
  readonly accessToken: string
  readonly own: string
  readonly visitor: Visitor
}

interface Place {
  /** Whose end this place must notice. The end of a family is nothing to a code beside it, nor a person's to a client's own token. */
  readonly heeds: readonly Principal[]
  readonly believes: (server: SeededLatchkey, one: Case, held: Held) => Promise<boolean>
}

const everybody: readonly Principal[] = principals
const good = ({ status }: { readonly status: number }) => status === 200 || status === 403
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** Whom each grant type speaks for. A new one does not pass before somebody has said it. */
const spokenFor: Readonly<Record<string, readonly Principal[]>> = {
  authorization_code: ['client', 'account', 'grant'],
  refresh_token: everybody,
  client_credentials: ['client'],
}

const tokenPlaces: Readonly<Record<string, Place>> = Object.fromEntries(
  grantTypeNames.map((name) => [
    `the token endpoint by ${name}`,
    {
      heeds: spokenFor[name] ?? assert.fail(`whom does ${name} speak for?`),
      believes: async (server, { clientId }, { requests }) =>
        (await server.token(clientId, requests.get(name) ?? {})).status === 200,
    },
  ]),
)

const places: Readonly<Record<string, Place>> = {
  ...tokenPlaces,
  'introspection of an access token': {
    heeds: everybody,
    believes: async (server, { clientId }, { accessToken }) =>
      (await server.introspect(clientId, accessToken)).json.active === true,
  },
  'introspection of a refresh token': {
    heeds: everybody,
    believes: async (server, { clientId }, { requests }) => {
      const token = requests.get('refresh_token')?.refresh_token ?? ''
      return (await server.introspect(clientId, token)).json.active === true
    },
  },
  'introspection of the client’s own token': {
    heeds: ['client'],
    believes: async (server, { clientId }, { own }) =>
      (await server.introspect(clientId, own)).json.active === true,
  },
  userinfo: {
    heeds: everybody,
    believes: async (server, _, { accessToken }) =>
      good(await server.get(endpoints.userinfo, bearer(accessToken))),
  },
  'the device API': {
    heeds: everybody,
    believes: async (server, _, { accessToken }) =>
      good(await server.get('/v1/structures', bearer(accessToken))),
  },
  'the authorize URL with the person’s session': {
    heeds: ['client', 'account', 'grant'],
    believes: async (_, { clientId }, { visitor }) => {
      const response = await visitor.get(authorizeUrl({ client_id: clientId, prompt: 'none' }))
      return /[?&]code=/.test(response.headers.get('location') ?? '')
    },
  },
  'pushed authorization requests': {
    heeds: ['client'],
    believes: async (server, { clientId }) => {
      const { status } = await server.post(endpoints.par, { ...pushed, ...credentials(clientId) })
      return status === 201
    },
  },
}

const pushed = {
  response_type: 'code',
  redirect_uri: redirectUri,
  code_challenge: codeChallengeOf(verifier),
  code_challenge_method: 'S256',
}
const credentials = (clientId: string) => ({
  client_id: clientId,
  client_secret: secretOf(clientId),
})

let server: SeededLatchkey
const held = new Map<string, Held>()

before(async () => {
  const scopes = ['openid', 'structures:read']
  server = await startSeeded({
    definition: matrixDefinition(
      cases.map(({ clientId }) => matrixClient(clientId, 'standard', { scopes })),
      cases.map(({ email }) => ({ email, password: anna.password })),
    ),
  })
  for (const one of cases) held.set(one.clientId, await holdings(one))
  for (const one of cases) for (const place of readers) assert.ok(await isBelieved(place, one), place)
  for (const one of cases) await disable(one)
  // By another process: this one hears of it within a second.
  await sleep(1_000)
})
after(() => server.end())

/** Places whose look spends nothing, so that they can be seen to believe before. */
const readers = Object.keys(places).filter((name) => !name.startsWith('the token endpoint'))

async function holdings({ clientId, email }: Case): Promise<Held> {
  const visitor = newVisitor(server.issuer)
  await allow(visitor, authorizeUrl({ client_id: clientId }), { email, password: anna.password })
  const requests = new Map<string, Form>()
  for (const name of grantTypeNames) requests.set(name, await goodRequests[name](server, clientId, email))
  const { accessToken } = await server.connect(clientId, { email })
  const own = await accessTokenOf(server, clientId, { grant_type: 'client_credentials' })
  return { requests, accessToken, own, visitor }
}

async function isBelieved(name: string, one: Case): Promise<boolean> {
  const holding = held.get(one.clientId)
  assert.ok(holding)
  return (places[name] ?? assert.fail(name)).believes(server, one, holding)
}

async function disable({ principal, way, clientId, email }: Case): Promise<unknown> {
  const { store } = server
  const account = await store.findAccountByEmail(email)
  assert.ok(account)
  if (principal === 'client') return store.setClientState(clientId, way)
  if (principal === 'account') return store.setAccountState(account.id, way)
  if (principal === 'grant') return store.endGrant(account.id, clientId)
  for (const family of await store.listFamilies(account.id, clientId)) await store.endFamily(family.id)
}

for (const [name, { heeds }] of Object.entries(places)) {
  for (const one of cases) {
    const isHeeded = heeds.includes(one.principal)
    const word = isHeeded ? 'refuses' : 'goes on'
    test(`CVE-2025-64521 CVE-2026-1609: ${name} ${word} when the ${one.principal} was ${one.way}`, async () => {
      assert.equal(await isBelieved(name, one), !isHeeded)
    })
  }
}
