import { randomBytes } from 'node:crypto'
import type { Dialect } from '@latchkey/dialects'
import { sha256, tokenAlphabets } from '@latchkey/protocol'
import type { ServerContext } from '../../context.ts'
import type { Counters, Family } from '../../store/records.ts'
import type { Store } from '../../store/store.ts'
import type { AccessToken } from '../access-token.ts'

/** Says that a token is not sealed: it lives so long that no key may be able to forge it. */
export const lastingVersion = '4'

/** A token that lives longer is not sealed but random, and its hash stands in the family's row. */
export const longestSealedSeconds = 86_400

/** 256 random bits behind the dialect's prefix. */
export function newLastingToken(dialect: Dialect): string {
  const { prefix, version } = dialect.accessToken
  return prefix + lastingVersion + tokenAlphabets[version].write(randomBytes(32))
}

export function hashLastingToken(token: string): string {
  return sha256(token)
}

/** What the family's row says of its one token. It is read also while its account is suspended, so that it can be ended. */
export async function readLasting({ store }: ServerContext, token: string): Promise<AccessToken | undefined> {
  const family = await store.findFamilyByToken(hashLastingToken(token))
  if (family === undefined) return undefined
  const counters = (await store.findCounters(family.id)) ?? (await deadCounters(store, family))
  return {
    clientId: family.clientId,
    accountId: family.accountId,
    familyId: family.id,
    scope: family.scope,
    audience: family.audience,
    issuedAt: Math.floor(family.createdAt / 1000),
    expiresAt: Math.floor((family.tokenExpiresAt ?? 0) / 1000),
    jti: undefined,
    counters,
    confirmation: family.confirmation,
  }
}

/** With -1 where its death is, or it would live: a grant that was ended and given anew is active, and not its own. */
async function deadCounters(store: Store, { clientId, accountId, state }: Family): Promise<Counters> {
  const [client, account, grant] = await Promise.all([
    store.findClient(clientId),
    store.findAccount(accountId),
    store.findGrant(accountId, clientId),
  ])
  return {
    client: client?.counter ?? -1,
    account: account?.counter ?? -1,
    grant: state === 'active' ? -1 : (grant?.counter ?? -1),
    family: -1,
  }
}
