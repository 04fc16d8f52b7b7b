import { randomToken } from '@latchkey/protocol'
import type { NewFamily } from '../grants-store.ts'
import type { Account, Change, Client, ClientSecret, Code } from '../records.ts'
import type { Store } from '../store.ts'

/** A store under test, with a clock that only the test moves. */
export interface OpenedStore {
  readonly store: Store
  readonly clock: { time: number }
  /** What the process that owns the store was told of, in order. */
  readonly told: Change[]
}

export const beginning = 1_800_000_000_000
export const minute = 60_000
export const day = 86_400_000

export function sampleAccount(more: Partial<Account> = {}): Account {
  const id = randomToken(128)
  return {
    id,
    email: `${id.toLowerCase()}@example.com`,
    passwordHash: '$argon2id$',
    roles: ['homeowner'],
    claims: { name: 'Anna "Ö" Åkesson' },
    state: 'active',
    counter: 0,
    createdAt: beginning,
    ...more,
  }
}

export function sampleClient(more: Partial<Client> = {}): Client {
  return {
    clientId: randomToken(128),
    name: 'Thermo 家',
    ownerId: undefined,
    verified: true,
    verificationAskedAt: undefined,
    secrets: [],
    members: [],
    state: 'active',
    counter: 0,
    createdAt: beginning,
    publisher: 'Acme',
    clientUri: undefined,
    dialect: 'nibe',
    policy: 'nibe',
    redirectUris: ['https://app.example.com/cb'],
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['READSYSTEM'],
    tokenEndpointAuthMethod: undefined,
    jwks: undefined,
    allows: [],
    overrides: { codeSeconds: 30 },
    idTokenSignedResponseAlg: undefined,
    ...more,
  }
}

export function sampleSecret(more: Partial<ClientSecret> = {}): ClientSecret {
  const times = { createdAt: beginning, expiresAt: undefined, lastUsedAt: undefined }
  return { hash: randomToken(256), ending: 'xy', label: 'first', weak: false, ...times, ...more }
}

/** An account that allowed a client something. */
export interface Pair {
  readonly accountId: string
  readonly clientId: string
}

const rights = {
  scope: ['READSYSTEM'],
  details: [{ type: 'home_access', structure: 'villa', devices: 'all', actions: ['read'] }],
} as const

export async function addPair({ store }: OpenedStore): Promise<Pair> {
  const account = sampleAccount()
  const client = sampleClient()
  await store.addAccount(account)
  await store.saveClient(client)
  const pair = { accountId: account.id, clientId: client.clientId }
  await allow(store, pair)
  return pair
}

export function allow(store: Store, pair: Pair): Promise<void> {
  return store.saveGrant({ ...pair, ...rights, createdAt: beginning })
}

export async function addCode(
  { store, clock }: OpenedStore,
  pair: Pair,
  expiresAt = clock.time + minute,
): Promise<Omit<Code, 'familyId'>> {
  const code = {
    ...pair,
    ...rights,
    hash: randomToken(256),
    expiresAt,
    redirectUri: 'https://app.example.com/cb',
    codeChallenge: undefined,
    scopeText: 'READSYSTEM',
    audience: ['https://id.example.com'],
    nonce: undefined,
    signedInAt: clock.time,
  }
  await store.saveCode(code)
  return code
}

export function sampleFamily(pair: Pair, now: number, more: Partial<NewFamily> = {}): NewFamily {
  return {
    ...pair,
    ...rights,
    id: randomToken(128),
    secretHash: randomToken(256),
    tokenHash: undefined,
    tokenExpiresAt: undefined,
    scopeText: 'READSYSTEM',
    audience: ['https://id.example.com'],
    refreshExpiresAt: now + 90 * day,
    refreshEndsAt: now + 365 * day,
    endsAt: now + 91 * day,
    signedInAt: now,
    createdAt: now,
    ...more,
  }
}

/** A connection: a code that was redeemed. */
export async function addFamily(
  opened: OpenedStore,
  pair: Pair,
  more: Partial<NewFamily> = {},
): Promise<NewFamily & { readonly codeHash: string }> {
  const { hash } = await addCode(opened, pair)
  const family = sampleFamily(pair, opened.clock.time, more)
  const redemption = await opened.store.redeemCode(hash, family, opened.clock.time)
  if (redemption.outcome !== 'redeemed') throw new Error(`the sample's code was ${redemption.outcome}`)
  return { ...family, codeHash: hash }
}

/** `times` runs of the same work at once. */
export function atOnce<T>(times: number, work: (index: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)))
}
