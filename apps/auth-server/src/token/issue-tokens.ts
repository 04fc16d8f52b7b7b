import type { Dialect, TokenFacts } from '@latchkey/dialects'
import { randomIdentifier } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../context.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { Api, Client } from '../store/records.ts'
import { type NewAccessToken, tokenTypeOf } from './access-token.ts'
import { claimsOfIdToken, idTokenFor } from './id-token.ts'
import type { Permission } from './permission.ts'
import { writeRefreshToken } from './refresh-token.ts'
import { type Spent, spend } from './spend.ts'
import { signedSeconds } from './token-formats/signed.ts'
import { tokenFormats } from './token-formats.ts'

/** Permission → tokens: spends what it names and saves in one store verb, then writes. Throws `invalid_grant`. */
export async function issueTokens(
  server: ServerContext,
  authenticated: AuthenticatedClient,
  permission: Permission,
  dialect: Dialect,
): Promise<TokenFacts> {
  const { client } = authenticated
  const signedFor = await signedApi(server, permission.audience)
  // Read before anything is spent: a code is not to be burnt by a database that is lost a moment later.
  const developerEmail = await ownersEmail(server, client.ownerId)
  const singly = permission.authentication?.claims && (await claimsOfIdToken(server, permission))
  const spent = await spend(server, authenticated, permission.spends)
  const isSigned = spent.lastingToken === undefined && signedFor !== undefined
  const expiresIn = Math.min(
    permission.accessTokenSeconds,
    isSigned ? signedSeconds : Number.POSITIVE_INFINITY,
  )
  const accessToken =
    spent.lastingToken ??
    writeAccessToken(server, client, permission, spent, { dialect, expiresIn, signedFor })
  return {
    accessToken,
    expiresIn,
    refreshToken: spent.refreshToken && writeRefreshToken(server.keys, dialect, spent.refreshToken),
    scope: permission.scopeText,
    details: permission.details,
    idToken: idTokenFor(server, authenticated, permission, { accessToken, singly }),
    issuedAt: server.now(),
    isClientsOwn: permission.accountId === undefined,
    tokenType: tokenTypeOf(permission.confirmation),
    clientId: client.clientId,
    applicationName: client.name,
    developerEmail,
  }
}

/** The format is the API's choice; a token for several APIs is signed only when all of them want it. */
async function signedApi(server: ServerContext, audience: readonly string[]): Promise<Api | undefined> {
  if (audience.length === 1 && audience[0] === server.issuer) return undefined
  const apis = await Promise.all(audience.map((identifier) => server.records.apiByIdentifier(identifier)))
  return apis.every((api) => api?.tokenFormat === 'signed') ? apis[0] : undefined
}

function writeAccessToken(
  server: ServerContext,
  client: Client,
  permission: Permission,
  spent: Spent,
  { dialect, expiresIn, signedFor }: { dialect: Dialect; expiresIn: number; signedFor: Api | undefined },
): string {
  const issuedAt = Math.floor(server.now() / 1000)
  const { clientId } = client
  const { accountId } = permission
  const token: NewAccessToken = {
    clientId,
    accountId,
    subject: accountId && subjectFor(server.keys, client, accountId),
    familyId: spent.familyId,
    scope: permission.scope,
    audience: permission.audience,
    issuedAt,
    expiresAt: issuedAt + expiresIn,
    jti: randomIdentifier(96),
    counters: spent.counters,
    details: permission.details,
    ownDetails: permission.ownDetails,
    signedInAt: permission.signedInAt,
    authentication: permission.authentication,
    confirmation: permission.confirmation,
  }
  const format = tokenFormats[signedFor?.tokenFormat ?? 'sealed']
  return format.write(server, dialect, token, signedFor?.signingAlg ?? 'ES256')
}

async function ownersEmail(server: ServerContext, ownerId: string | undefined): Promise<string> {
  const owner = ownerId === undefined ? undefined : await server.records.account(ownerId)
  return owner?.email ?? ''
}
