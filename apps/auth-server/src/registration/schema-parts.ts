import { z } from 'zod'

/** A name that people read: no control characters, no line breaks. */
export const readableName = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]{1,100}$/u, 'must be 1 to 100 characters without control characters')
  .transform((text) => text.trim())
  .refine((text) => text !== '', 'must not be empty')

/** RFC 6749 appendix A.1 allows spaces too, which nobody could see at the end of an id. */
export const wireName = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')

/** RFC 6749 appendix A.2. */
export const secretText = z
  .string()
  .regex(/^[\x20-\x7e]{1,1024}$/, 'must be 1 to 1024 printable ASCII characters')

/** Signs that nobody sees: with them an e-mail would read as another account's. The last one is the empty Braille pattern. */
const unseen = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Kept in lower case, in one spelling for all that reads the same (NFKC). */
export const emailSchema = z
  .string()
  .max(254)
  .refine(
    (text) => /^[^@]+@[^@]+$/.test(text) && !unseen.test(text) && text === text.normalize('NFKC'),
    'must be an e-mail address',
  )
  .transform((email) => email.toLowerCase())
