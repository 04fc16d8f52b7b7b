import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet } from 'jose'

/** What a request object says, once its signature is known to be the client's. */
export type RequestClaims = Readonly<Record<string, unknown>>

/** Name and value, as a query or a form would have them. */
export type ParameterPairs = readonly (readonly [name: string, value: string])[]

/** RFC 7519 §4.1: what an object says of itself, and what is no parameter of the request. */
const aboutItself = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'jti']

/** RFC 9101 §4: neither may stand inside; the object itself is refused for them. */
const neverInside = ['request', 'request_uri']

/** The members of an object as parameters; `client_id` is its client's, whether it says so again or not. */
export function parametersOf(claims: RequestClaims, clientId: string): ParameterPairs {
  const left = new Set([...aboutItself, ...neverInside, 'client_id'])
  const own = Object.entries(claims).filter(([name]) => !left.has(name))
  return [['client_id', clientId], ...own.flatMap(([name, value]) => pairsOf(name, value))]
}

/** RFC 9101 §4: texts are JSON strings and numbers JSON numbers; `claims` and the like are objects in place of their text. */
function pairsOf(name: string, value: unknown): ParameterPairs {
  if (value === null) return []
  if (name === 'resource' && Array.isArray(value)) return value.flatMap((item) => pairsOf(name, item))
  return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
}

/** By which signatures an object counts. */
export interface AcceptedSignatures {
  readonly keys: JSONWebKeySet
  readonly algorithms: readonly string[]
}

/** RFC 9101 §10.8: a type of its own, the general one, or none; never that of another kind of JWT. */
const types = ['oauth-authz-req+jwt', 'jwt']

/** The `kid` of the key by which a text claims to be signed. Throws where it is no signed JWT or of another type. */
export function keyIdOf(text: string): string | undefined {
  const { kid, typ } = decodeProtectedHeader(text)
  const type = String(typ ?? 'jwt').toLowerCase()
  if (!types.includes(type.replace(/^application\//, ''))) throw new Error(`its typ is not ${types[0]}`)
  return kid
}

/** The claims of a text that one of the keys has signed. Throws whatever is wrong with it. */
export async function verifiedClaims(text: string, by: AcceptedSignatures): Promise<RequestClaims> {
  const payload = await verifiedPayload(text, by)
  const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new Error('its payload is no JSON object')
  }
  return { ...claims }
}

async function verifiedPayload(text: string, { keys, algorithms }: AcceptedSignatures): Promise<Uint8Array> {
  const options = { algorithms: [...algorithms] }
  try {
    return (await compactVerify(text, createLocalJWKSet(underBothNames(keys)), options)).payload
  } catch (cause) {
    if (!(cause instanceof errors.JWKSMultipleMatchingKeys)) throw cause
    return firstThatFits(text, cause, options)
  }
}

/** Without a `kid` several keys may be the one. */
async function firstThatFits(
  text: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: { algorithms: string[] },
): Promise<Uint8Array> {
  for await (const key of candidates) {
    const verified = await compactVerify(text, key, options).catch(() => undefined)
    if (verified !== undefined) return verified.payload
  }
  throw new errors.JWSSignatureVerificationFailed()
}

/** A key that is registered for EdDSA is also one for Ed25519, the name that newer libraries sign with (RFC 9864). */
function underBothNames({ keys }: JSONWebKeySet): JSONWebKeySet {
  return { keys: keys.flatMap((key) => (key.alg === 'EdDSA' ? [key, { ...key, alg: 'Ed25519' }] : [key])) }
}
