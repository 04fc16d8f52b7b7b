import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { claimsOf } from '../openid/claims-of-scope.ts'
import { encodeClaims } from '../openid/encode-claims.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { Account } from '../store/records.ts'
import type { LivingToken } from '../token/verify-access-token.ts'

/** An answer of userinfo, as it is sent. */
export interface EncodedUserinfo {
  readonly type: 'application/json' | 'application/jwt'
  readonly body: string
}

/**
 * OpenID Connect Core §5.3.2: what the scope tells, and claims that were asked for singly; as a JWT for a client that
 * registered an algorithm for it.
 */
export async function encodeUserinfo(
  server: ServerContext,
  account: Account,
  { clientId, familyId, scope }: LivingToken,
): Promise<EncodedUserinfo> {
  const client = await server.records.client(clientId)
  if (client === undefined) throw new Error(`A living token's client ${clientId} is gone.`)
  const family = await server.records.family(familyId ?? '')
  const singly = family?.authentication?.claims?.userinfo ?? []
  const claims = {
    sub: subjectFor(server.keys, client, account.id),
    ...encodeClaims(account, [...new Set([...claimsOf(scope), ...singly])]),
  }
  const algorithm = client.userinfoSignedResponseAlg
  if (algorithm === undefined) return { type: 'application/json', body: JSON.stringify(claims) }
  const signed = { iss: server.issuer, aud: client.clientId, ...claims }
  return { type: 'application/jwt', body: signJwt(server.keys, algorithm, 'JWT', signed) }
}
