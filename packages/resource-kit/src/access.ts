import type { Confirmation, HomeAccess } from '@latchkey/protocol'

/** What a verified access token allows at this API, read at each request: token ∩ connection now. */
export interface Access {
  /** `sub` (RFC 7662 §2.2): an account's id, or `client:` and the client's id for a client's own token. */
  readonly subject: string
  readonly clientId: string
  /** The scope tokens (RFC 6749 §3.3) as granted, hierarchies not yet applied. */
  readonly scope: readonly string[]
  /** Empty for a client's own token: it covers no home. */
  readonly homes: readonly HomeAccess[]
  /** Seconds since 1970. */
  readonly expiresAt: number
  /** The key that its sender must prove to have (RFC 7800); absent from a bearer token. `requireToken` checks it. */
  readonly confirmation?: Confirmation | undefined
  /** When the connection began, seconds since 1970: what was before is not this app's to know. Absent where nobody said so. */
  readonly connectedAt?: number | undefined
  /** When the person signed in, seconds since 1970; absent from a client's own token. */
  readonly authTime?: number | undefined
  /** The `acr` that the sign-in reached (OpenID Connect Core §2). */
  readonly acr?: string | undefined
}

/**
 * Asks whether a token is good here: alive, and meant for this API. Anything else is `undefined`. Whether it comes from its
 * holder is not asked: whoever calls this without `requireToken` refuses a token with a `confirmation`. What is known at once
 * may be answered at once.
 */
export type VerifyToken = (token: string) => Promise<Access | undefined> | Access | undefined
