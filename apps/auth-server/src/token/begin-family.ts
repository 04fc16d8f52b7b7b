import { randomToken } from '@latchkey/protocol'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { Policy, RefreshRule } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import type { NewFamily } from '../store/grants-store.ts'
import type { Client, Code } from '../store/records.ts'
import type { Asked } from './grant-type.ts'
import type { Beginning } from './permission.ts'
import { hashFamilySecret, newFamilySecret } from './refresh-token.ts'
import { hashLastingToken, longestSealedSeconds, newLastingToken } from './token-formats/lasting.ts'

/** What a client's policy says of its refresh tokens. */
export function refreshRuleOf(client: Client, policy: Policy): RefreshRule {
  return isPublic(client) ? policy.refresh.public : policy.refresh.confidential
}

/** A window without end is for those that authenticate: of a public client's tokens a thief may hold one (RFC 9700 §4.14). */
const longestPublicReuseSeconds = 60

/** How long after a rotation the generation before is still answered. */
export function reuseMillisOf(client: Client, policy: Policy): number {
  const { refreshReuseSeconds } = policy
  return (
    1000 * (isPublic(client) ? Math.min(refreshReuseSeconds, longestPublicReuseSeconds) : refreshReuseSeconds)
  )
}

/** What the redemption asks for of what the code stands for. */
type Wanted = Pick<Code, 'scope' | 'scopeText' | 'audience' | 'details'>

/** The connection that a code would buy, and the secrets that only its tokens know. */
export function beginFamily(
  server: ServerContext,
  { client, policy }: AuthenticatedClient,
  { dialect, confirmation }: Asked,
  { code, wanted }: { code: Code; wanted: Wanted },
): { family: NewFamily; begins: Beginning } {
  const now = server.now()
  const tokenEndsAt = now + policy.accessTokenSeconds * 1000
  const isLasting = policy.accessTokenSeconds > longestSealedSeconds
  const lastingToken = isLasting ? newLastingToken(dialect) : undefined
  const secret = !isLasting && mayRefresh(client, policy) ? newFamilySecret() : undefined
  const ends = secret === undefined ? noRefresh : refreshEnds(policy, now, now)
  const { clientId, accountId, signedInAt, authentication } = code
  // Without refresh tokens the first access token is the only one: the connection is what that may do.
  const { scope, audience, details } = secret === undefined ? wanted : code
  const { scopeText } = wanted
  const family: NewFamily = {
    id: randomToken(128),
    secretHash: secret && hashFamilySecret(secret),
    tokenHash: lastingToken && hashLastingToken(lastingToken),
    tokenExpiresAt: isLasting ? tokenEndsAt : undefined,
    refreshExpiresAt: ends.refreshExpiresAt,
    refreshEndsAt: ends.refreshEndsAt,
    endsAt: ends.endsAt ?? tokenEndsAt,
    createdAt: now,
    // RFC 9449 §5: of a client that authenticates only access tokens are bound; a lasting token is one.
    confirmation: isLasting || isPublic(client) ? confirmation : undefined,
    ...{ clientId, accountId, scope, scopeText, audience, details, signedInAt, authentication },
  }
  return { family, begins: { secret, lastingToken } }
}

function mayRefresh(client: Client, policy: Policy): boolean {
  return client.grantTypes.includes('refresh_token') && refreshRuleOf(client, policy) !== 'none'
}

const noRefresh = { refreshExpiresAt: undefined, refreshEndsAt: undefined, endsAt: undefined }

/** Idle limit and absolute limit; the row lives until the last access token of the last refresh has expired. */
export function refreshEnds(policy: Policy, beganAt: number, now: number) {
  const most = policy.refreshMaxSeconds
  const refreshEndsAt = most === undefined ? undefined : beganAt + most * 1000
  const idle = now + policy.refreshIdleSeconds * 1000
  const refreshExpiresAt = Math.min(idle, refreshEndsAt ?? idle)
  return { refreshExpiresAt, refreshEndsAt, endsAt: refreshExpiresAt + policy.accessTokenSeconds * 1000 }
}
