import type { HomeAccess, OAuthError, TokenVersion } from '@latchkey/protocol'

export type GrantTypeName = 'authorization_code' | 'client_credentials' | 'refresh_token'

/** How a token request looked before its client was known. */
export interface RequestShape {
  readonly method: 'GET' | 'POST'
  /** The path as asked for, which is one of the tables' own. */
  readonly path: string
  readonly format: 'form' | 'json' | 'none'
  /** Whose host it came to, where it is a vendor's. */
  readonly vendor?: string | undefined
}

/** What a vendor's answer may tell about tokens that were just issued. */
export interface TokenFacts {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  readonly refreshToken: string | undefined
  /** The scope string as it was asked for; empty when there is none. */
  readonly scope: string
  /** The homes that the access token covers (RFC 9396 §7); none in a client's own. */
  readonly details: readonly HomeAccess[]
  readonly idToken: string | undefined
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** A client's own token: nobody allowed it, the client asked for itself. */
  readonly isClientsOwn: boolean
  /** RFC 9449 §5: how the token is to be presented. */
  readonly tokenType: 'Bearer' | 'DPoP'
  readonly clientId: string
  readonly applicationName: string
  /** The address of the client's owner; empty when it has none. */
  readonly developerEmail: string
}

/** What goes back to a client in the redirect. */
export type AuthorizationFacts =
  | { readonly code: string; readonly state: string | undefined; readonly issuer: string }
  | { readonly error: OAuthError; readonly state: string | undefined; readonly issuer: string }

export interface WrittenError {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** How one vendor's clients spell OAuth: data, and small pure functions from facts to the wire. */
export interface Dialect {
  readonly name: string
  /** The policy of a client that names none. */
  readonly policy: string
  readonly grantTypes: readonly GrantTypeName[]
  /** The scopes that give access to devices; a client that names no scopes has all of them. */
  readonly deviceScopes: readonly string[]
  readonly paths: {
    readonly authorize: readonly string[]
    readonly token: readonly string[]
    /** Ends the connection of the token in the path. */
    readonly deauthorize: readonly string[]
  }
  /** Where the device API lists the homes that were shared, in this vendor's shape. */
  readonly apiPath: string
  /** Whether a request of this shape, from a client that is not known, is probably one of this vendor's. */
  readonly isGuessedFrom: (shape: RequestShape) => boolean
  readonly request: {
    readonly methods: readonly RequestShape['method'][]
    readonly formats: readonly RequestShape['format'][]
    /** Where a secret may stand. */
    readonly credentials: readonly ('header' | 'body')[]
    /** Whether it may stand in both at once; then both must be right. */
    readonly credentialsTogether: boolean
    /** Other names that clients of this vendor send: theirs → ours. */
    readonly aliases: Readonly<Record<string, string>>
    /** What a GET asks for when it names no `grant_type`. */
    readonly grantTypeOfGet: GrantTypeName | undefined
    readonly scopeSeparator: RegExp
    /** Nest has no scope parameter: permissions belong to the client. */
    readonly readsScope: boolean
  }
  readonly authorize: {
    readonly responseTypeMayBeMissing: boolean
    readonly redirectUriMayBeMissing: boolean
    readonly stateMayBeMissing: boolean
    /** A client without redirect URI gets its code shown on a page. */
    readonly showsCode: boolean
    /** Errors that cannot be sent back are the vendor's JSON when `Accept` lacks `text/html`. */
    readonly errorsAsJson: boolean
    /** What a page says when client or state is missing; our own sentence where the vendor has none. */
    readonly missingSentence: string | undefined
    readonly redirectStatus: 302 | 303
    /** The parameters of the redirect, in the vendor's order; `undefined` is left out. */
    readonly answer: (facts: AuthorizationFacts) => Readonly<Record<string, string | undefined>>
  }
  /** Characters of an authorization code: sent in a redirect, and shown on a page. */
  readonly code: { readonly length: number; readonly shownLength: number }
  /** Whether its answers can say that a token is bound to a key. */
  readonly bindsTokens: boolean
  /** Whether requests may be pushed or signed and answers may come as forms or signed: what no old vendor's client knows. */
  readonly hasExtensions: boolean
  readonly accessToken: { readonly prefix: string; readonly version: TokenVersion }
  readonly refreshToken: { readonly prefix: string; readonly version: TokenVersion }
  readonly tokenResponse: {
    /** Member → its value; `undefined` is left out. */
    readonly members: (facts: TokenFacts) => Readonly<Record<string, unknown>>
    readonly contentType: string
  }
  readonly writeError: (error: OAuthError) => WrittenError
}
