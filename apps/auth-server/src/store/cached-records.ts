import type { Clock } from '@latchkey/protocol'
import { grantName } from './grant-name.ts'
import type { Account, Api, Change, ChangeKind, Client, Family, Grant } from './records.ts'
import type { Store } from './store.ts'

/** A process that has not looked for changes for this long asks the store each time. */
const blindMillis = 1_000
const mostEntries = 100_000

/** What every request reads, kept in memory until somebody says that it changed. */
export interface CachedRecords {
  client(clientId: string): Promise<Client | undefined>
  /** Whether this is for sure a client's id; then it is no API's, because they share a namespace. */
  remembersClient(clientId: string): boolean
  api(id: string): Promise<Api | undefined>
  apiByIdentifier(identifier: string): Promise<Api | undefined>
  account(id: string): Promise<Account | undefined>
  grant(accountId: string, clientId: string): Promise<Grant | undefined>
  family(id: string): Promise<Family | undefined>
  isTokenRevoked(jti: string): Promise<boolean>
  /** What is in memory now, without a wait; `undefined` says nothing: ask. */
  readonly atHand: RecordsAtHand
  drop(change: Change): void
  dropAll(): void
  /** All changes up to this time are known. */
  seenUntil(time: number): void
}

export interface RecordsAtHand {
  readonly client: (clientId: string) => Client | undefined
  readonly account: (id: string) => Account | undefined
  readonly grant: (accountId: string, clientId: string) => Grant | undefined
  readonly family: (id: string) => Family | undefined
  readonly isTokenRevoked: (jti: string) => boolean | undefined
}

export function cacheRecords(store: Store, now: Clock): CachedRecords {
  let seen = now()
  const isBlind = () => now() - seen > blindMillis
  const client = createCache((id) => store.findClient(id), isBlind)
  const apis = cacheApis(store, isBlind)
  const account = createCache((id) => store.findAccount(id), isBlind)
  const grant = createCache((name) => store.findGrant(...splitName(name)), isBlind)
  const family = createCache((id) => store.findFamily(id), isBlind)
  const token = createCache((jti) => store.isTokenRevoked(jti), isBlind)
  const caches: Record<Exclude<ChangeKind, 'key'>, Pick<Cache<unknown>, 'drop' | 'dropAll'>> = {
    client,
    api: apis,
    account,
    grant,
    family,
    token,
  }
  return {
    client: client.get,
    remembersClient: client.has,
    api: apis.byId,
    apiByIdentifier: apis.byIdentifier,
    account: account.get,
    grant: (accountId, clientId) => grant.get(grantName({ accountId, clientId })),
    family: family.get,
    isTokenRevoked: token.get,
    atHand: atHandOf({ client, account, grant, family, token }),
    drop: ({ kind, name }) => {
      if (kind !== 'key') caches[kind].drop(name)
    },
    dropAll: () => {
      for (const cache of Object.values(caches)) cache.dropAll()
    },
    seenUntil: (time) => {
      seen = time
    },
  }
}

function atHandOf(caches: {
  readonly client: Cache<Client | undefined>
  readonly account: Cache<Account | undefined>
  readonly grant: Cache<Grant | undefined>
  readonly family: Cache<Family | undefined>
  readonly token: Cache<boolean>
}): RecordsAtHand {
  const { client, account, grant, family, token } = caches
  return {
    client: client.atHand,
    account: account.atHand,
    grant: (accountId, clientId) => grant.atHand(grantName({ accountId, clientId })),
    family: family.atHand,
    isTokenRevoked: token.atHand,
  }
}

/** A change names an API's id only, and the identifier may be what changed: then all are read anew. */
function cacheApis(store: Store, isBlind: () => boolean) {
  const byId = createCache((id) => store.findApi(id), isBlind)
  const byIdentifier = createCache((identifier) => store.findApiByIdentifier(identifier), isBlind)
  return {
    byId: byId.get,
    byIdentifier: byIdentifier.get,
    drop: (id: string) => {
      byId.drop(id)
      byIdentifier.dropAll()
    },
    dropAll: () => {
      byId.dropAll()
      byIdentifier.dropAll()
    },
  }
}

/** Account ids hold no space, so the first one divides. */
function splitName(name: string): [accountId: string, clientId: string] {
  const space = name.indexOf(' ')
  return [name.slice(0, space), name.slice(space + 1)]
}

interface Cache<T> {
  get(name: string): Promise<T>
  atHand(name: string): T | undefined
  has(name: string): boolean
  drop(name: string): void
  dropAll(): void
}

/** Keeps what was read; a value whose name was dropped while it was being read is handed out, but not kept. */
function createCache<T>(read: (name: string) => Promise<T>, isBlind: () => boolean): Cache<T> {
  const values = new Map<string, T>()
  const drops = new Map<string, number>()
  let dropped = 0
  let allDropped = 0
  const forgetDrops = () => {
    drops.clear()
    allDropped = ++dropped
  }
  const readAnew = async (name: string) => {
    const before = dropped
    const value = await read(name)
    if (Math.max(allDropped, drops.get(name) ?? 0) <= before) keep(values, name, value)
    return value
  }
  return {
    get: async (name) => {
      if (isBlind()) return read(name)
      const known = values.get(name)
      return known !== undefined ? known : readAnew(name)
    },
    atHand: (name) => (isBlind() ? undefined : values.get(name)),
    has: (name) => !isBlind() && values.has(name),
    drop: (name) => {
      values.delete(name)
      if (drops.size >= mostEntries) forgetDrops()
      drops.set(name, ++dropped)
    },
    dropAll: () => {
      values.clear()
      forgetDrops()
    },
  }
}

/** `undefined` is not kept: an id that nobody has yet may be somebody's in a moment. */
function keep<T>(values: Map<string, T>, name: string, value: T): void {
  if (value === undefined) return
  const [oldest] = values.keys()
  if (values.size >= mostEntries && oldest !== undefined) values.delete(oldest)
  values.set(name, value)
}
