import type { PresentedToken } from '@latchkey/protocol'

/**
 * The token of an Authorization header with the scheme Bearer (RFC 6750 §2.1) or DPoP (RFC 9449 §7.1), in any letter case, or
 * `undefined`.
 */
export function decodeAuthorization(
  authorization: string | undefined,
): Pick<PresentedToken, 'scheme' | 'token'> | undefined {
  const [, scheme = '', token] = /^(bearer|dpop) +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(authorization ?? '') ?? []
  if (token === undefined) return undefined
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'dpop' : 'bearer', token }
}
