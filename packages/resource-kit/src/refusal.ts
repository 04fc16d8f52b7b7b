import type { DpopRules } from './dpop-rules.ts'

/** Why a request is refused before the API sees it, with the status of each (RFC 6750 §3.1, RFC 9449 §7.1, RFC 9470 §3). */
export const refusalStatus = {
  no_token: 401,
  invalid_request: 400,
  invalid_token: 401,
  invalid_dpop_proof: 401,
  use_dpop_nonce: 401,
  insufficient_user_authentication: 401,
  insufficient_scope: 403,
  verification_unavailable: 503,
} as const

export type RefusalCode = keyof typeof refusalStatus

export interface Refusal {
  readonly code: RefusalCode
  /** One sentence for whoever wrote the calling program. Plain ASCII; never holds the token. */
  readonly detail: string
  /** Of the Authorization header, in small letters; absent: the refusal has nothing to do with it. */
  readonly scheme?: string
  /** For the client's next proof (RFC 9449 §9). */
  readonly nonce?: string
  /** Of an `invalid_token`, where the API asked for it (`fateOf`) and it is known. */
  readonly fate?: TokenFate
}

/** Why a token that was good once counts no more. */
export type TokenFate = 'expired' | 'revoked'

/** What the encoders of a refusal need to know about the API that refuses. */
export interface Challenge {
  /** Names the API in `WWW-Authenticate` (RFC 9110 §11.5). */
  readonly realm: string
  /** The scopes that the operation needs, all of them, so that a client can ask for them at once. */
  readonly scopes?: readonly string[]
  /** The address of the API's RFC 9728 document. */
  readonly resourceMetadata?: string
  /** Present: the challenge offers DPoP, too, unless it is not to (`offersDpop`: false). */
  readonly dpop?: DpopRules
  readonly offersDpop?: boolean
  /** What `insufficient_user_authentication` asks for (RFC 9470 §3): seconds, and ways of signing in. */
  readonly maxAge?: number
  readonly acrValues?: readonly string[]
  /** An API with an error format of its own writes the body; without it the body is a problem (RFC 9457). */
  readonly encodeBody?: (refusal: Refusal) => RefusalBody
}

export interface RefusalBody {
  readonly contentType: string
  readonly json: unknown
}
