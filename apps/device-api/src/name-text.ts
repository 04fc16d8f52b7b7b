import { z } from 'zod'

/** Something to read: no control characters (PostgreSQL refuses NUL, terminals obey others) and no halves of a character. */
const readable = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u

/** The name of a home or a device, as its owner chose it. */
export const nameText = z
  .string('must be text')
  .regex(readable, 'must not contain control characters')
  .transform((text) => text.trim())
  .refine((text) => text.length >= 1 && text.length <= 100, 'must have 1 to 100 characters')
