import type { Access } from './access.ts'
import { decodeClaims, isObject } from './decode-claims.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

/**
 * An introspection answer (RFC 7662 §2.2) → what the token allows here, `undefined` when it is not good here. Throws
 * `VerificationUnavailable` when the answer is no introspection answer.
 */
export function decodeIntrospection(json: unknown, audience: string, nowSeconds: number): Access | undefined {
  if (!isObject(json) || typeof json.active !== 'boolean')
    throw new VerificationUnavailable('The authorization server sent no introspection answer.')
  if (!json.active) return undefined
  const access = decodeClaims(json, audience, nowSeconds)
  if (access === 'incomplete')
    throw new VerificationUnavailable('The introspection answer lacks sub, client_id or exp.')
  return access
}
