import { createHash } from 'node:crypto'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { Client, SigningAlgorithm } from '../store/records.ts'
import type { Permission } from './permission.ts'

const idTokenSeconds = 3_600

/** OpenID Connect Core §2: who signed in, for the client. Only where `openid` is in the scope. */
export function idTokenFor(
  server: ServerContext,
  client: Client,
  permission: Permission,
  accessToken: string,
): string | undefined {
  const { accountId, scope, nonce, signedInAt } = permission
  if (accountId === undefined || !scope.includes('openid')) return undefined
  const algorithm = client.idTokenSignedResponseAlg ?? 'RS256'
  const issuedAt = Math.floor(server.now() / 1000)
  return signJwt(server.keys, algorithm, 'JWT', {
    iss: server.issuer,
    sub: accountId,
    aud: client.clientId,
    iat: issuedAt,
    exp: issuedAt + idTokenSeconds,
    auth_time: signedInAt === undefined ? undefined : Math.floor(signedInAt / 1000),
    nonce,
    at_hash: accessTokenHash(algorithm, accessToken),
  })
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash that belongs to the algorithm; SHA-512 for Ed25519. */
function accessTokenHash(algorithm: SigningAlgorithm, accessToken: string): string {
  const digest = createHash(algorithm === 'EdDSA' ? 'sha512' : 'sha256')
    .update(accessToken)
    .digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
