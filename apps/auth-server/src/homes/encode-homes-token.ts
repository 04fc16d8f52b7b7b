import { randomIdentifier } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'

/** A backend cannot ask whether it still counts. */
export const homesTokenSeconds = 300

export type HomesScope = 'homes:read' | 'homes:write'

/**
 * A token of our own for a device maker's backend (RFC 9068). Its subject is the issuer itself, which is no account's and no client's:
 * theirs begin with `client:`. Nothing of ours accepts it: it has no counters.
 */
export function signHomesToken(
  { keys, issuer, now }: Pick<ServerContext, 'keys' | 'issuer' | 'now'>,
  audience: string,
  scope: HomesScope,
): string {
  const issuedAt = Math.floor(now() / 1000)
  return signJwt(keys, 'ES256', 'at+jwt', {
    iss: issuer,
    sub: issuer,
    client_id: issuer,
    aud: audience,
    scope,
    iat: issuedAt,
    exp: issuedAt + homesTokenSeconds,
    jti: randomIdentifier(96),
  })
}
