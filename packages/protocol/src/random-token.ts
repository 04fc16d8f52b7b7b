import { randomBytes, randomInt } from 'node:crypto'
import { base62 } from './base62.ts'
import { pooledRandomBytes } from './pooled-random-bytes.ts'

/** `bits` of randomness in letters and digits, fit for secrets. */
export function randomToken(bits: number): string {
  return base62(randomBytes(Math.ceil(bits / 8)))
}

/** The same for names that are no secrets, at a fraction of the cost. */
export function randomIdentifier(bits: number): string {
  return base62(pooledRandomBytes(Math.ceil(bits / 8)))
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Upper-case letters and digits without those that people mix up (I, O, 0, 1), for codes that are typed. */
const typeable = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Exactly `length` random letters and digits, each equally likely. */
export function randomCharacters(
  length: number,
  alphabet: 'letters and digits' | 'typeable' = 'letters and digits',
): string {
  const characters = alphabet === 'typeable' ? typeable : lettersAndDigits
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('')
}
