const jwtType = 'application/token-introspection+jwt'
const jsonType = 'application/json'

/**
 * RFC 9701 §4: an answer is signed when the `Accept` header names its media type and does not prefer plain JSON. What a
 * client registered chooses the algorithm alone, so that programs that know RFC 7662 only go on to be answered.
 */
export function prefersJwt(accept: string | undefined): boolean {
  if (accept === undefined || !accept.toLowerCase().includes(jwtType)) return false
  const weights = new Map(accept.split(',').map(weighted))
  return (weights.get(jwtType) ?? 0) > (weights.get(jsonType) ?? 0)
}

/** RFC 9110 §12.4.2: a weight from 0 to 1, which is 1 when nothing is said. */
function weighted(range: string): readonly [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [type, weight === undefined ? 1 : Number(weight) || 0]
}
