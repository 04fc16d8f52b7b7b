import { dpopAlgorithms } from '@latchkey/protocol'
import { type Challenge, type Refusal, type RefusalBody, type RefusalCode, refusalStatus } from './refusal.ts'

const titles: Readonly<Record<RefusalCode, string>> = {
  no_token: 'An access token is needed',
  invalid_request: 'The request is malformed',
  invalid_token: 'The access token is not good here',
  invalid_dpop_proof: 'The DPoP proof is not good here',
  use_dpop_nonce: 'The DPoP proof needs a nonce',
  insufficient_user_authentication: 'The sign-in is not enough for this',
  insufficient_scope: 'The access token does not allow this',
  verification_unavailable: 'Access tokens cannot be checked right now',
}

/** The codes that RFC 6750 §3.1 knows. A request without a token gets a challenge that names no error. */
function wireError(code: RefusalCode): string | undefined {
  return code === 'no_token' || code === 'verification_unavailable' ? undefined : code
}

/** A quoted-string of RFC 9110 §5.6.4, of printable ASCII only. */
function quoted(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}

/** `error_description` "MUST NOT include characters outside the set %x20-21 / %x23-5B / %x5D-7E" (RFC 6750 §3). */
function description(text: string): string {
  return text.replace(/["\\]/g, "'")
}

/**
 * The value of `WWW-Authenticate` for a refusal (RFC 6750 §3, RFC 9728 §5.1). To who came with a proof it speaks of DPoP alone
 * (RFC 9449 §7.1); to all others of Bearer first, as ever.
 */
export function encodeChallenge(refusal: Refusal, challenge: Challenge): string {
  const own = attributesOf(refusal, challenge)
  const algorithms = `algs="${dpopAlgorithms.join(' ')}"`
  if (refusal.scheme === 'dpop') return `DPoP ${own}, ${algorithms}`
  const offersDpop = challenge.dpop !== undefined && challenge.offersDpop !== false
  return offersDpop ? `Bearer ${own}, DPoP ${algorithms}` : `Bearer ${own}`
}

function attributesOf(refusal: Refusal, challenge: Challenge): string {
  const error = wireError(refusal.code)
  const attributes = [`realm=${quoted(challenge.realm)}`]
  if (error !== undefined) attributes.push(`error="${error}"`)
  if (error !== undefined) attributes.push(`error_description=${quoted(description(refusal.detail))}`)
  if (refusal.code === 'insufficient_user_authentication') attributes.push(...signInAttributes(challenge))
  if (challenge.scopes?.length) attributes.push(`scope=${quoted(challenge.scopes.join(' '))}`)
  if (challenge.resourceMetadata) attributes.push(`resource_metadata=${quoted(challenge.resourceMetadata)}`)
  return attributes.join(', ')
}

/** RFC 9470 §3. */
function signInAttributes({ maxAge, acrValues }: Challenge): readonly string[] {
  const values = acrValues === undefined ? [] : [`acr_values=${quoted(acrValues.join(' '))}`]
  return maxAge === undefined ? values : [...values, `max_age="${maxAge}"`]
}

function problem(refusal: Refusal): RefusalBody {
  const error = wireError(refusal.code)
  return {
    contentType: 'application/problem+json',
    json: {
      type: 'about:blank',
      title: titles[refusal.code],
      status: refusalStatus[refusal.code],
      detail: refusal.detail,
      ...(error === undefined ? {} : { error }),
    },
  }
}

/** An answer in no framework's words. */
export interface RefusalAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The HTTP answer to a refused request: always JSON, because some clients parse the body before they see the status. */
export function answerRefusal(refusal: Refusal, challenge: Challenge): RefusalAnswer {
  const { contentType, json } = (challenge.encodeBody ?? problem)(refusal)
  const isUnavailable = refusal.code === 'verification_unavailable'
  return {
    status: refusalStatus[refusal.code],
    headers: {
      'Content-Type': contentType,
      'Cache-Control': 'no-store',
      ...(isUnavailable
        ? { 'Retry-After': '1' }
        : { 'WWW-Authenticate': encodeChallenge(refusal, challenge) }),
      ...(refusal.nonce !== undefined && { 'DPoP-Nonce': refusal.nonce }),
    },
    body: JSON.stringify(json),
  }
}

export interface RefusalInResponse {
  /** The whole answer in the words of an older API, which knows no challenge of ours. */
  readonly encodeResponse?: (refusal: Refusal) => Response
}

/** The same as a `Response`, for a refusal that an API finds itself. */
export function encodeRefusal(refusal: Refusal, challenge: Challenge & RefusalInResponse): Response {
  if (challenge.encodeResponse !== undefined) return challenge.encodeResponse(refusal)
  const { status, headers, body } = answerRefusal(refusal, challenge)
  return new Response(body, { status, headers })
}
