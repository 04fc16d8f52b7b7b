import type { Reason } from './reason.ts'

/** Every error code that Latchkey sends, with its HTTP status. An unknown code does not compile. */
export const statusOf = {
  // RFC 6749 §5.2 (token endpoint) and §4.1.2.1 (authorization endpoint)
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  invalid_scope: 400,
  access_denied: 403,
  server_error: 500,
  temporarily_unavailable: 503,
  // RFC 6750 §3.1
  invalid_token: 401,
  insufficient_scope: 403,
  // RFC 7009 §2.2.1
  unsupported_token_type: 400,
  // RFC 8707 §2
  invalid_target: 400,
  // RFC 9396 §5
  invalid_authorization_details: 400,
  // OpenID Connect Core §3.1.2.6
  login_required: 400,
  consent_required: 400,
  interaction_required: 400,
  account_selection_required: 400,
  invalid_request_uri: 400,
  invalid_request_object: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  // OpenID Connect Core Error Code unmet_authentication_requirements 1.0 §2
  unmet_authentication_requirements: 400,
  // RFC 9449 §5, §8 and §12.2
  invalid_dpop_proof: 400,
  use_dpop_nonce: 400,
  // RFC 7591 §3.2.2
  invalid_redirect_uri: 400,
  invalid_client_metadata: 400,
  // RFC 9470 §3
  insufficient_user_authentication: 401,
} as const

export type OAuthErrorCode = keyof typeof statusOf

export interface OAuthErrorOptions {
  /** What the log and the developer's console are told; never sent. */
  readonly reason?: Reason
  /** Where HTTP has a better word than the code's usual status: 405, 413, 429. */
  readonly status?: number
  /** Seconds after which asking again makes sense (RFC 9110 §10.2.3). */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** The one error of the protocol. `message` is sent as `error_description`; `reason` and `cause` are only logged. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: OAuthErrorCode
  readonly status: number
  readonly reason: Reason
  readonly retryAfter: number | undefined

  constructor(code: OAuthErrorCode, message: string, options: OAuthErrorOptions = {}) {
    super(printable(message), options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status ?? statusOf[code]
    this.reason = options.reason ?? { kind: 'as described' }
    this.retryAfter = options.retryAfter
  }
}

/** RFC 6749 §5.2: values of `error_description` must not include characters outside %x20-21 / %x23-5B / %x5D-7E. */
function printable(text: string): string {
  return text
    .replace(/["\\]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 500)
}
