/** What ID tokens and userinfo of a connection tell beyond its scope. */
export interface Authentication {
  /** The `sid` of the browser's session, as clients know it. */
  readonly sessionId?: string | undefined
  /** The `acr` that the sign-in reached. */
  readonly acr?: string | undefined
  /** Single claims that were asked for by the parameter `claims` (OpenID Connect Core §5.5), by their wire names. */
  readonly claims?: RequestedClaims | undefined
}

export interface RequestedClaims {
  readonly idToken: readonly string[]
  readonly userinfo: readonly string[]
}
