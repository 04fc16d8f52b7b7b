import { signJwt } from '../../keys/sign-jwt.ts'
import { methodsOf } from '../../openid/authentication-contexts.ts'
import { type NewAccessToken, secondsOf, subjectOf } from '../access-token.ts'
import type { TokenFormat } from '../token-format.ts'

/** A signed token cannot be taken back from an API that verifies alone, so it lives five minutes at most. */
export const signedSeconds = 300

/** RFC 9068: a JWT that an API verifies without asking us. */
export const signed: TokenFormat = {
  name: 'signed',
  write: ({ keys, issuer }, _dialect, token, algorithm) =>
    signJwt(keys, algorithm, 'at+jwt', claimsOf(issuer, token)),
}

/** RFC 9068 §2.2; the counters are ours, for introspection of the same token. */
function claimsOf(issuer: string, token: NewAccessToken): Record<string, unknown> {
  return {
    iss: issuer,
    sub: token.subject ?? subjectOf(token),
    aud: token.audience.length === 1 ? token.audience[0] : token.audience,
    client_id: token.clientId,
    scope: token.scope.join(' '),
    iat: token.issuedAt,
    exp: token.expiresAt,
    jti: token.jti,
    cnf: token.confirmation,
    // RFC 9068 §2.2.1, RFC 9470 §6.1
    auth_time: secondsOf(token.signedInAt),
    acr: token.authentication?.acr,
    amr: methodsOf(token.authentication?.acr),
    authorization_details: token.details.length === 0 ? undefined : token.details,
    latchkey: { ...token.counters, family_id: token.familyId },
  }
}
