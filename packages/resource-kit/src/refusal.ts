/** Why a request is refused before the API sees it, with the status of each (RFC 6750 §3.1). A closed table. */
export const refusalStatus = {
  no_token: 401,
  invalid_request: 400,
  invalid_token: 401,
  insufficient_scope: 403,
  verification_unavailable: 503,
} as const

export type RefusalCode = keyof typeof refusalStatus

export interface Refusal {
  readonly code: RefusalCode
  /** One sentence for whoever wrote the calling program. Plain ASCII; never holds the token. */
  readonly detail: string
}

/** What the encoders of a refusal need to know about the API that refuses. */
export interface Challenge {
  /** Names the API in `WWW-Authenticate` (RFC 9110 §11.5). */
  readonly realm: string
  /** The scopes that the operation needs, all of them, so that a client can ask for them at once. */
  readonly scopes?: readonly string[]
  /** The address of the API's RFC 9728 document. */
  readonly resourceMetadata?: string
  /** An API with an error format of its own writes the body; without it the body is a problem (RFC 9457). */
  readonly encodeBody?: (refusal: Refusal) => RefusalBody
}

export interface RefusalBody {
  readonly contentType: string
  readonly json: unknown
}
