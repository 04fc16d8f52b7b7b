import { isCompactJwt } from '@latchkey/protocol'
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'
import { newName } from './accepted-algorithms.ts'

/**
 * The claims of what a client signed with the key that its header's `kid` names and whose `use` and `alg` fit. Without a `kid`, or
 * where two keys bear one, each of the first few may have signed. Throws the errors of jose.
 */
export async function verifyClientJwt(
  text: string,
  jwks: JSONWebKeySet,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  if (!isCompactJwt(text)) throw new errors.JWSInvalid('It is no compact JWS.')
  try {
    return (await jwtVerify(text, keySetOf(jwks), options)).payload
  } catch (cause) {
    if (!(cause instanceof errors.JWKSMultipleMatchingKeys)) throw cause
    return await firstThatFits(text, cause, options)
  }
}

/** Whoever has many large keys, and sends junk without a `kid`, has us check it with each of them. */
const mostTried = 5

async function firstThatFits(
  text: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let tried = 0
  for await (const key of candidates) {
    if (++tried > mostTried) break
    const verified = await jwtVerify(text, key, options).catch(unlessOfAnotherKey)
    if (verified !== undefined) return verified.payload
  }
  throw new errors.JWSSignatureVerificationFailed()
}

function unlessOfAnotherKey(error: unknown): undefined {
  if (error instanceof errors.JWSSignatureVerificationFailed) return undefined
  throw error
}

const keySets = new WeakMap<JSONWebKeySet, JWTVerifyGetKey>()

/** Keys that were imported before need not be again. */
function keySetOf(jwks: JSONWebKeySet): JWTVerifyGetKey {
  const known = keySets.get(jwks)
  if (known !== undefined) return known
  const keySet = createLocalJWKSet(underBothNames(jwks))
  keySets.set(jwks, keySet)
  return keySet
}

/** A key that is for one of the two names is for the other as well. */
function underBothNames({ keys }: JSONWebKeySet): JSONWebKeySet {
  return {
    keys: keys.flatMap((key) =>
      newName(key.alg) === 'Ed25519' ? ['EdDSA', 'Ed25519'].map((alg) => ({ ...key, alg })) : [key],
    ),
  }
}
