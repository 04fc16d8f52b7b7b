/** What a homeowner shared of one home (RFC 9396 `authorization_details` of type `home_access`). */
export interface HomeAccess {
  readonly type: 'home_access'
  readonly structure: string
  /** `all` covers devices that join the home later, too. */
  readonly devices: 'all' | readonly string[]
  readonly actions: readonly ('read' | 'control')[]
}

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
}

/** Asks whether a token is good here: alive, and meant for this API. Anything else is `undefined`. */
export type VerifyToken = (token: string) => Promise<Access | undefined>
