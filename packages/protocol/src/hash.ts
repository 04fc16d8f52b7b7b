import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** SHA-256 in base64url, for things that are random enough to need no salt: tokens, secrets of 256 bits, session ids. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}

/** HMAC-SHA-256 in base64url. */
export function hmacSha256(key: Uint8Array, text: string | Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** Compares without telling by its time where two texts differ; texts of other lengths differ at once. */
export function equalInConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** SHA-256 of several parts, each with its length before it, so that no two lists of parts are the same text. */
export function sha256OfParts(...parts: readonly (string | Uint8Array)[]): string {
  const pieces = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    return [Buffer.from(`${bytes.length}:`), bytes]
  })
  return hash('sha256', Buffer.concat(pieces), 'base64url')
}
