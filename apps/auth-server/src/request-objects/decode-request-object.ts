import { decodeProtectedHeader, errors, type JSONWebKeySet } from 'jose'
import { verifyClientJwt } from '../clients/verify-client-jwt.ts'

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
  const pairs = own.flatMap(([name, value]) =>
    name === 'resource' && Array.isArray(value)
      ? value.flatMap((item) => pairsOf(name, item))
      : pairsOf(name, value),
  )
  return [['client_id', clientId], ...pairs]
}

/** RFC 9101 §4: texts are JSON strings and numbers JSON numbers; `claims` and the like are objects in place of their text. */
function pairsOf(name: string, value: unknown): ParameterPairs {
  if (value === null) return []
  return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
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

/** The claims of a text that the client has signed, whatever they say. Throws the errors of jose for all others. */
export async function signedClaims(
  text: string,
  keys: JSONWebKeySet,
  algorithms: string[],
): Promise<RequestClaims> {
  try {
    return await verifyClientJwt(text, keys, { algorithms })
  } catch (cause) {
    // The signature is good then, and what the claims say of themselves is judged by `objectProblem`.
    const isJudgedElsewhere =
      cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed
    if (isJudgedElsewhere) return cause.payload
    throw cause
  }
}
