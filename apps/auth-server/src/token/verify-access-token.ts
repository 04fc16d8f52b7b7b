import { commonAccess, type HomeAccess, type Scope } from '@latchkey/protocol'
import type { Access, TokenFate } from '@latchkey/resource-kit'
import type { ServerContext } from '../context.ts'
import { detailsInScope } from '../home-access/allowed-details.ts'
import type { RecordsAtHand } from '../store/cached-records.ts'
import type { Account, Client, Family, Grant, Mark } from '../store/records.ts'
import { type AccessToken, secondsOf, subjectOf } from './access-token.ts'
import { readAccessToken } from './read-access-token.ts'

/** An access token that counts now, with the rights that it has now: token ∩ family. */
export interface LivingToken extends AccessToken {
  readonly subject: string
  readonly details: readonly HomeAccess[]
  /** When the connection began, milliseconds since 1970; absent from a client's own token. */
  readonly connectedAt?: number
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
  return livingToken(
    server,
    token,
    marksAtHand(server.records.atHand, token) ?? (await readMarks(server, token)),
  )
}

/** What a token is held against, as it is now. */
interface Marks {
  readonly client: Client | undefined
  readonly isRevoked: boolean
  /** Absent of a client's own token. */
  readonly account?: Account | undefined
  readonly grant?: Grant | undefined
  readonly family?: Family | undefined
}

/** All of them, if all are in memory: then nobody has to wait. */
function marksAtHand(atHand: RecordsAtHand, token: AccessToken): Marks | undefined {
  const { clientId, accountId, familyId, jti } = token
  const client = atHand.client(clientId)
  const isRevoked = jti === undefined ? false : atHand.isTokenRevoked(jti)
  if (client === undefined || isRevoked === undefined) return undefined
  if (accountId === undefined) return { client, isRevoked }
  const account = atHand.account(accountId)
  const grant = atHand.grant(accountId, clientId)
  const family = atHand.family(familyId ?? '')
  const isAll = account !== undefined && grant !== undefined && family !== undefined
  return isAll ? { client, isRevoked, account, grant, family } : undefined
}

async function readMarks({ records }: ServerContext, token: AccessToken): Promise<Marks> {
  const { clientId, accountId, familyId, jti } = token
  const [client, isRevoked] = await Promise.all([
    records.client(clientId),
    jti !== undefined && records.isTokenRevoked(jti),
  ])
  if (accountId === undefined) return { client, isRevoked }
  const [account, grant, family] = await Promise.all([
    records.account(accountId),
    records.grant(accountId, clientId),
    records.family(familyId ?? ''),
  ])
  return { client, isRevoked, account, grant, family }
}

function livingToken(server: ServerContext, token: AccessToken, marks: Marks): LivingToken | undefined {
  if (token.expiresAt * 1000 <= server.now()) return undefined
  if (marks.isRevoked || !counts(marks.client, token.counters.client)) return undefined
  if (token.accountId === undefined)
    return { ...token, subject: subjectOf(token), details: [], signedInAt: undefined, acr: undefined }
  return livingInFamily(server, token, marks)
}

function livingInFamily(
  server: ServerContext,
  token: AccessToken,
  { account, grant, family }: Marks,
): LivingToken | undefined {
  const { counters, clientId, accountId = '' } = token
  if (!counts(account, counters.account) || !counts(grant, counters.grant)) return undefined
  if (family === undefined || !counts(family, counters.family)) return undefined
  if (family.accountId !== accountId || family.clientId !== clientId) return undefined
  server.uses.family({ id: family.id, at: server.now(), endsAt: family.endsAt })
  const scope: Scope = token.scope.filter((name) => family.scope.includes(name))
  const { signedInAt, authentication, createdAt: connectedAt } = family
  const inScope = detailsInScope(family.details, scope, family.scope)
  const details = token.ownDetails === undefined ? inScope : commonAccess(token.ownDetails, inScope)
  const acr = authentication?.acr
  return { ...token, scope, subject: accountId, details, connectedAt, signedInAt, acr }
}

function counts(mark: Mark | undefined, counter: number | undefined): boolean {
  return mark !== undefined && mark.state === 'active' && mark.counter === counter
}

/** The token as an API sees it, when it is meant for that API. A call, and counted as one. At once, if all is in memory. */
export function accessFor(
  server: ServerContext,
  audience: string,
  text: string,
): Access | undefined | Promise<Access | undefined> {
  const token = server.openedTokens.find(text)
  const marks = token && marksAtHand(server.records.atHand, token)
  if (token === undefined || marks === undefined) return accessAfterReading(server, audience, text)
  return countedCall(server, token, accessOf(livingToken(server, token, marks), audience))
}

async function accessAfterReading(
  server: ServerContext,
  audience: string,
  text: string,
): Promise<Access | undefined> {
  const token = await readAccessToken(server, text)
  if (token === undefined) return undefined
  return countedCall(server, token, accessOf(await checkAccessToken(server, token), audience))
}

function countedCall({ activity }: ServerContext, { clientId }: AccessToken, access: Access | undefined) {
  activity.count(clientId, 'call', access === undefined ? 'refused' : 'ok')
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
  const connectedAt = secondsOf(living.connectedAt)
  return { subject, clientId, scope, homes, expiresAt, confirmation, connectedAt, authTime, acr }
}
