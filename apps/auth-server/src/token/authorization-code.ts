import type { Dialect } from '@latchkey/dialects'
import { hmacSha256, randomCharacters } from '@latchkey/protocol'
import type { KeyRing } from '../keys/key-ring.ts'

/** A new code in the dialect's length; one that is shown on a page is made to be typed. */
export function newCode(dialect: Dialect, isShown: boolean): string {
  return isShown
    ? randomCharacters(dialect.code.shownLength, 'typeable')
    : randomCharacters(dialect.code.length)
}

/** A code that people typed may have come in small letters or with spaces. */
export function normalCode(text: string, dialect: Dialect): string {
  const typed = text.replace(/[\s-]/g, '').toUpperCase()
  return dialect.authorize.showsCode && typed.length === dialect.code.shownLength ? typed : text
}

/** Codes are kept as keyed hashes, bound to their client: a short one means nothing without it. */
export function hashCode(ring: KeyRing, clientId: string, code: string): string {
  return hmacSha256(ring.current('pepper').derive('authorization code'), `${clientId}\n${code}`)
}
