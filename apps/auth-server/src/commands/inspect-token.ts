import { policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import type { Family, Mark } from '../store/records.ts'
import type { AccessToken } from '../token/access-token.ts'
import { reuseMillisOf } from '../token/begin-family.ts'
import { readAccessToken } from '../token/read-access-token.ts'
import { hashFamilySecret, readRefreshToken } from '../token/refresh-token.ts'
import { verifyAccessToken } from '../token/verify-access-token.ts'
import { facts, timeText } from './columns.ts'

export interface Inspection {
  readonly lines: readonly string[]
  /** Whether it would be accepted now. */
  readonly counts: boolean
}

/** Everything that the server itself knows of a token; no network is needed. */
export async function inspectToken(server: ServerContext, text: string): Promise<Inspection> {
  const access = await readAccessToken(server, text)
  if (access !== undefined) return inspectAccess(server, text, access)
  const refresh = await readRefreshToken(server.keys, text)
  if (refresh === undefined) return { lines: unknownToken, counts: false }
  const family = await server.store.findFamilyBySecret(hashFamilySecret(refresh.secret))
  return inspectRefresh(server, family, refresh.generation)
}

const unknownToken = [
  'This is no token of this server. Either it was changed or cut off, or it is of another server or issuer, or the key',
  'that made it was ended, or it is a lasting token whose connection was ended.',
]

async function inspectAccess(server: ServerContext, text: string, token: AccessToken): Promise<Inspection> {
  const living = await verifyAccessToken(server, text)
  const why = living === undefined ? await whyNot(server, token) : undefined
  const lines = facts({
    kind: `access token (${formatOf(text, token)})`,
    client: token.clientId,
    account: await accountText(server, token.accountId),
    connection: token.familyId,
    scope: (living ?? token).scope.join(' '),
    audience: token.audience.join(' '),
    homes: living?.details.map(({ structure }) => structure).join(' '),
    issued: timeText(token.issuedAt * 1000),
    expires: timeText(token.expiresAt * 1000),
    'counts now': why === undefined ? 'yes' : `no: ${why}`,
  })
  return { lines, counts: why === undefined }
}

function formatOf(text: string, token: AccessToken): string {
  if (token.jti === undefined) return 'lasting'
  return text.startsWith('ey') ? 'signed' : 'sealed'
}

/** The first of the reasons for which `verifyAccessToken` refuses. */
async function whyNot({ store, now }: ServerContext, token: AccessToken): Promise<string> {
  const { accountId, clientId, counters } = token
  if (token.expiresAt * 1000 <= now()) return 'it has expired'
  if (token.jti !== undefined && (await store.isTokenRevoked(token.jti))) return 'it was revoked'
  const client = markReason('client', await store.findClient(clientId), counters.client)
  if (client !== undefined || accountId === undefined) return client ?? unclear
  return (
    markReason('account', await store.findAccount(accountId), counters.account) ??
    markReason('grant', await store.findGrant(accountId, clientId), counters.grant) ??
    markReason('connection', await store.findFamily(token.familyId ?? ''), counters.family) ??
    unclear
  )
}

const unclear = 'something changed while it was looked at'

function markReason(what: string, mark: Mark | undefined, counter: number | undefined): string | undefined {
  if (mark === undefined) return `its ${what} is not there anymore`
  if (mark.state !== 'active') return `its ${what} is ${mark.state}`
  return mark.counter === counter ? undefined : `its ${what} was ended since, and began anew`
}

async function inspectRefresh(
  server: ServerContext,
  family: Family | undefined,
  generation: number,
): Promise<Inspection> {
  if (family === undefined) {
    const why = 'no: its connection is not there anymore'
    return { lines: facts({ kind: 'refresh token', 'counts now': why }), counts: false }
  }
  const why = await whyNoRefresh(server, family, generation)
  const lines = facts({
    kind: 'refresh token',
    client: family.clientId,
    account: await accountText(server, family.accountId),
    connection: family.id,
    scope: family.scope.join(' '),
    audience: family.audience.join(' '),
    generation: `${generation} (the connection is at ${family.generation})`,
    since: timeText(family.createdAt),
    expires: timeText(family.refreshExpiresAt),
    'counts now': why === undefined ? 'yes' : `no: ${why}`,
  })
  return { lines, counts: why === undefined }
}

async function whyNoRefresh(
  { store, now }: ServerContext,
  family: Family,
  generation: number,
): Promise<string | undefined> {
  if ((family.refreshExpiresAt ?? 0) <= now()) return 'it has expired'
  if ((await store.findCounters(family.id)) === undefined)
    return 'its connection, account, client or grant is not active'
  if (generation >= family.generation) return undefined
  const client = await store.findClient(family.clientId)
  const reuse = client === undefined ? 0 : reuseMillisOf(client, policyOf(client))
  const isRepeatable = generation + 1 === family.generation && now() - family.rotatedAt <= reuse
  return isRepeatable ? undefined : 'a newer one has taken its place; using it would end the connection'
}

async function accountText(
  { store }: ServerContext,
  accountId: string | undefined,
): Promise<string | undefined> {
  if (accountId === undefined) return 'none: the client acts for itself'
  return (await store.findAccount(accountId))?.email ?? accountId
}
