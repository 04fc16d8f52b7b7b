import { fromBase64url } from './token-alphabet.ts'

/**
 * Whether a text is three parts of base64url, each in the one spelling that its bytes have (RFC 7515 §7.1). The last character
 * of a part has bits that no byte holds: a reader that rounds them takes many texts for one signature.
 */
export function isCompactJwt(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 3 && parts.every((part) => fromBase64url(part) !== undefined)
}
