import { isCompactJwt } from '@latchkey/protocol'
import type { VerifyToken } from './access.ts'

/**
 * For an API that accepts both kinds: a token that has the form of a signed one is verified as such and as nothing else, every
 * other is asked about.
 */
export function eitherVerifier({
  signed,
  sealed,
}: {
  readonly signed: VerifyToken
  readonly sealed: VerifyToken
}): VerifyToken {
  return (token) => (token.startsWith('ey') && isCompactJwt(token) ? signed(token) : sealed(token))
}
