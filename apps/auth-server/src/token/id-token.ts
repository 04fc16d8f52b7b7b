import { createHash } from 'node:crypto'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import { responseAlgorithm } from '../clients/response-algorithm.ts'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { methodsOf } from '../openid/authentication-contexts.ts'
import { encodeClaims } from '../openid/encode-claims.ts'
import { sessionIdFor } from '../openid/session-id-for.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { SigningAlgorithm } from '../store/records.ts'
import { secondsOf } from './access-token.ts'
import type { Permission } from './permission.ts'

const idTokenSeconds = 3_600

type Claims = Readonly<Record<string, unknown>>

/** OpenID Connect Core §2: who signed in, for the client. Only where `openid` is in the scope. */
export function idTokenFor(
  server: ServerContext,
  { client, policy }: AuthenticatedClient,
  permission: Permission,
  { accessToken, singly }: { readonly accessToken: string; readonly singly: Claims | undefined },
): string | undefined {
  const { accountId, scope, nonce, signedInAt, authentication } = permission
  if (accountId === undefined || !scope.includes('openid')) return undefined
  const sessionId = authentication?.sessionId
  const algorithm = responseAlgorithm(client.idTokenSignedResponseAlg, policy)
  const issuedAt = Math.floor(server.now() / 1000)
  return signJwt(server.keys, algorithm, 'JWT', {
    ...singly,
    iss: server.issuer,
    sub: subjectFor(server.keys, client, accountId),
    aud: client.clientId,
    iat: issuedAt,
    exp: issuedAt + idTokenSeconds,
    auth_time: secondsOf(signedInAt),
    nonce,
    acr: authentication?.acr,
    amr: methodsOf(authentication?.acr),
    sid: sessionId && sessionIdFor(server.keys, client.clientId, sessionId),
    at_hash: accessTokenHash(algorithm, accessToken),
  })
}

/**
 * What the ID token tells beyond that, because it was asked for singly (OpenID Connect Core §5.5): mostly nothing, and then
 * nothing is read.
 */
export async function claimsOfIdToken(
  server: ServerContext,
  { accountId, scope, authentication }: Permission,
): Promise<Claims | undefined> {
  const names = authentication?.claims?.idToken ?? []
  if (names.length === 0 || accountId === undefined || !scope.includes('openid')) return undefined
  const account = await server.records.account(accountId)
  return account && encodeClaims(account, names)
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash that belongs to the algorithm; SHA-512 for Ed25519. */
function accessTokenHash(algorithm: SigningAlgorithm, accessToken: string): string {
  const digest = createHash(algorithm === 'EdDSA' ? 'sha512' : 'sha256')
    .update(accessToken)
    .digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
