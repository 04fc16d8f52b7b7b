import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { z } from 'zod'

/** RFC 7518 §6: the members that only an owner of the private key has. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const jwkSchema = z.looseObject({ kty: z.string() }).superRefine((jwk, context) => {
  const problem = keyProblem(jwk) ?? shapeProblem(jwk)
  if (problem !== undefined) context.addIssue(problem)
})

/** The member that must not be known to anybody else. */
export function privateMemberOf(jwk: Record<string, unknown>): string | undefined {
  return privateMembers.find((member) => member in jwk)
}

/** Why this is no key to check signatures with, as the end of a sentence. */
export function keyProblem(jwk: Record<string, unknown>): string | undefined {
  const secret = privateMemberOf(jwk)
  if (secret !== undefined) return `holds the private member ${secret}: only public keys belong here`
  const key = publicKey(jwk)
  if (key === undefined) return 'is not a public key (RFC 7517)'
  const { modulusLength: bits, publicExponent: exponent } = key.asymmetricKeyDetails ?? {}
  if (bits !== undefined && bits < 2048) return `has ${bits} bits; RSA keys need 2048`
  if (bits !== undefined && bits > mostBits) return `has ${bits} bits; RSA keys have ${mostBits} at most`
  const isUsual = exponent === undefined || (exponent >= 3n && exponent < mostExponent)
  return isUsual ? undefined : 'has an RSA exponent that is below 3 or over 32 bits long'
}

/** Nothing in a public key is deeper than this (RFC 7517 §4); what is could be too deep to be written down. */
function shapeProblem(jwk: Record<string, unknown>): string | undefined {
  const isText = (value: unknown) => typeof value !== 'object'
  const isPlain = (value: unknown) => (Array.isArray(value) ? value.every(isText) : isText(value))
  const odd = Object.keys(jwk).find((member) => !isPlain(jwk[member]))
  return odd === undefined ? undefined : `holds the member ${odd}, which is no text and no list of texts`
}

/** Whoever sends a signature chooses what checking it costs us: a large key or exponent makes it a thousandfold. */
const mostBits = 8192
const mostExponent = 2n ** 32n

function publicKey(jwk: Record<string, unknown>): KeyObject | undefined {
  try {
    return createPublicKey({ format: 'jwk', key: jwk })
  } catch {
    return undefined
  }
}

export const mostKeys = 20

/** A set of public keys (RFC 7517 §5). */
export const jwksSchema = z
  .strictObject({ keys: z.array(jwkSchema).min(1).max(mostKeys) })
  .transform(({ keys }) => ({ keys: keys as unknown as JWK[] }))
