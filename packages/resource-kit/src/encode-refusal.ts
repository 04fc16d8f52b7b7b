import { type Challenge, type Refusal, type RefusalBody, type RefusalCode, refusalStatus } from './refusal.ts'

const titles: Readonly<Record<RefusalCode, string>> = {
  no_token: 'An access token is needed',
  invalid_request: 'The request is malformed',
  invalid_token: 'The access token is not good here',
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

/** The value of `WWW-Authenticate` for a refusal (RFC 6750 §3, RFC 9728 §5.1). */
export function encodeChallenge(refusal: Refusal, challenge: Challenge): string {
  const error = wireError(refusal.code)
  const attributes = [`realm=${quoted(challenge.realm)}`]
  if (error !== undefined) attributes.push(`error="${error}"`)
  if (error !== undefined) attributes.push(`error_description=${quoted(description(refusal.detail))}`)
  if (challenge.scopes?.length) attributes.push(`scope=${quoted(challenge.scopes.join(' '))}`)
  if (challenge.resourceMetadata) attributes.push(`resource_metadata=${quoted(challenge.resourceMetadata)}`)
  return `Bearer ${attributes.join(', ')}`
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

/** The HTTP answer to a refused request: always JSON, because some clients parse the body before they see the status. */
export function encodeRefusal(refusal: Refusal, challenge: Challenge): Response {
  const { contentType, json } = (challenge.encodeBody ?? problem)(refusal)
  const headers = new Headers({ 'Content-Type': contentType, 'Cache-Control': 'no-store' })
  if (refusal.code === 'verification_unavailable') headers.set('Retry-After', '1')
  else headers.set('WWW-Authenticate', encodeChallenge(refusal, challenge))
  return new Response(JSON.stringify(json), { status: refusalStatus[refusal.code], headers })
}
