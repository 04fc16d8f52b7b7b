import type { JWK } from 'jose'
import { sha256 } from './hash.ts'

/** The members that make a public key, in the order of RFC 7638 §3.2 (OKP: RFC 8037 §2). */
const members = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
} as const

export type PublicKeyType = keyof typeof members

/** The key and nothing else: no private member, no name, no certificate. */
export function publicPartOf(kty: PublicKeyType, jwk: Readonly<Record<string, unknown>>): JWK {
  return Object.fromEntries(members[kty].map((name) => [name, jwk[name]]))
}

/** SHA-256 of a public key in base64url: 43 characters that name it (RFC 7638 §3). */
export function jwkThumbprint(kty: PublicKeyType, jwk: Readonly<Record<string, unknown>>): string {
  return sha256(JSON.stringify(publicPartOf(kty, jwk)))
}
