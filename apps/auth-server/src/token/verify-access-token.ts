import { commonAccess, type HomeAccess, type Scope } from '@latchkey/protocol'
import type { Access, TokenFate } from '@latchkey/resource-kit'
import type { ServerContext } from '../context.ts'
import type { Mark } from '../store/records.ts'
import { type AccessToken, secondsOf, subjectOf } from './access-token.ts'
import { readAccessToken } from './read-access-token.ts'

/** An access token that counts now, with the rights that it has now: token ∩ family. */
export interface LivingToken extends AccessToken {
  readonly subject: string
  readonly details: readonly HomeAccess[]
  /** Milliseconds since 1970; absent from a client's own token. */
  readonly signedInAt: number | undefined
  /** The `acr` that the sign-in reached. */
  readonly acr: string | undefined
}

/**
 * A token counts while it has not expired, nobody revoked it, and its client, account, grant and family exist, are active
 * and have the counters that it carries.
 */
export async function verifyAccessToken(
  server: ServerContext,
  text: string,
): Promise<LivingToken | undefined> {
  const token = await readAccessToken(server, text)
  return token && checkAccessToken(server, token)
}

/** The same of a token that was read. */
export async function checkAccessToken(
  server: ServerContext,
  token: AccessToken,
): Promise<LivingToken | undefined> {
  if (token.expiresAt * 1000 <= server.now()) return undefined
  const client = await server.records.client(token.clientId)
  if (!counts(client, token.counters.client)) return undefined
  if (token.jti !== undefined && (await server.records.isTokenRevoked(token.jti))) return undefined
  if (token.accountId === undefined) {
    return { ...token, subject: subjectOf(token), details: [], signedInAt: undefined, acr: undefined }
  }
  return livingInFamily(server, token, token.accountId)
}

async function livingInFamily(
  server: ServerContext,
  token: AccessToken,
  accountId: string,
): Promise<LivingToken | undefined> {
  const { records } = server
  const { counters, clientId } = token
  const [account, grant, family] = await Promise.all([
    records.account(accountId),
    records.grant(accountId, clientId),
    records.family(token.familyId ?? ''),
  ])
  if (!counts(account, counters.account) || !counts(grant, counters.grant)) return undefined
  if (family === undefined || !counts(family, counters.family)) return undefined
  if (family.accountId !== accountId || family.clientId !== clientId) return undefined
  const now = server.now()
  server.uses.family({ id: family.id, at: now, endsAt: family.endsAt })
  const scope: Scope = token.scope.filter((name) => family.scope.includes(name))
  const { signedInAt, authentication } = family
  const details =
    token.ownDetails === undefined ? family.details : commonAccess(token.ownDetails, family.details)
  return { ...token, scope, subject: accountId, details, signedInAt, acr: authentication?.acr }
}

function counts(mark: Mark | undefined, counter: number | undefined): boolean {
  return mark !== undefined && mark.state === 'active' && mark.counter === counter
}

/** The token as an API sees it, when it is meant for that API. A call, and counted as one. */
export async function accessFor(
  server: ServerContext,
  audience: string,
  text: string,
): Promise<Access | undefined> {
  const token = await readAccessToken(server, text)
  if (token === undefined) return undefined
  const access = accessOf(await checkAccessToken(server, token), audience)
  server.activity.count(token.clientId, 'call', access === undefined ? 'refused' : 'ok')
  return access
}

/** The same of a token on whose call an answer is still under way; counted nowhere. */
export async function accessStillFor(
  server: ServerContext,
  audience: string,
  text: string,
): Promise<Access | undefined> {
  return accessOf(await verifyAccessToken(server, text), audience)
}

/** Why a token that we issued counts no more; `undefined` of one that we did not, or that counts, though elsewhere. */
export async function fateOf(server: ServerContext, text: string): Promise<TokenFate | undefined> {
  const token = await readAccessToken(server, text)
  if (token === undefined) return undefined
  if (token.expiresAt * 1000 <= server.now()) return 'expired'
  return (await checkAccessToken(server, token)) === undefined ? 'revoked' : undefined
}

function accessOf(living: LivingToken | undefined, audience: string): Access | undefined {
  if (living === undefined || !living.audience.includes(audience)) return undefined
  const { subject, clientId, scope, details: homes, expiresAt, confirmation, acr } = living
  const authTime = secondsOf(living.signedInAt)
  return { subject, clientId, scope, homes, expiresAt, confirmation, authTime, acr }
}
