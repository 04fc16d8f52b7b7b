import type { DialectName, GrantTypeName } from '@latchkey/dialects'
import type { Confirmation, HomeAccess, Scope } from '@latchkey/protocol'
import type { JSONWebKeySet, JWK } from 'jose'
import type { PolicyName, PolicyOverrides } from '../clients/policies.ts'
import type { Authentication } from './authentication.ts'
import type { RegisteredMetadata } from './registered-metadata.ts'

// Long because every record stands here once.

/** Times in these records are milliseconds since 1970. */
export type Millis = number

/** A part of a long list: what it must hold, and the last row of the page before. */
export interface Page {
  readonly text?: string | undefined
  readonly before?: { readonly createdAt: Millis; readonly id: string } | undefined
  readonly most: number
}

/** `suspended` can be restored and its tokens live again; `ended` is for good. */
export type State = 'active' | 'suspended' | 'ended'

/** What a token is bound to: it counts only while the row is active and its counter is the token's. */
export interface Mark {
  readonly state: State
  readonly counter: number
}

export type Role = 'homeowner' | 'developer' | 'operator'

export interface Account extends Mark {
  readonly id: string
  /** Lower case. */
  readonly email: string
  readonly passwordHash: string
  readonly roles: readonly Role[]
  /** Standard claims (OpenID Connect Core §5.1) by their wire names. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly createdAt: Millis
  /** When its e-mail or its claims last changed; absent where they never did. */
  readonly updatedAt?: Millis | undefined
}

/** Habits found in the wild that are unsafe: allowed client by client, by name. */
export const unsafeSwitches = ['credentials-in-query', 'token-in-query'] as const
export type UnsafeSwitch = (typeof unsafeSwitches)[number]

export const tokenEndpointAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
] as const
export type TokenEndpointAuthMethod = (typeof tokenEndpointAuthMethods)[number]

export interface ClientSecret {
  readonly hash: string
  /** The last two characters, so that a person can tell secrets apart. */
  readonly ending: string
  readonly label: string
  /** An imported one of fewer than 16 characters. */
  readonly weak: boolean
  readonly createdAt: Millis
  readonly expiresAt: Millis | undefined
  readonly lastUsedAt: Millis | undefined
}

/** What was declared of a client (RFC 7591 §2, in camelCase). */
export interface ClientDocument extends RegisteredMetadata {
  readonly publisher: string | undefined
  readonly clientUri: string | undefined
  readonly dialect: DialectName
  readonly policy: PolicyName
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly GrantTypeName[]
  readonly scopes: Scope
  /** Absent: what the dialect allows. */
  readonly tokenEndpointAuthMethod: TokenEndpointAuthMethod | undefined
  readonly jwks: JSONWebKeySet | undefined
  readonly allows: readonly UnsafeSwitch[]
  readonly overrides: PolicyOverrides
  readonly idTokenSignedResponseAlg: SigningAlgorithm | undefined
}

/** A client that registered itself (RFC 7591): whoever holds the token manages it (RFC 7592). */
export interface SelfRegistration {
  /** SHA-256 of the registration access token. */
  readonly tokenHash: string
  /** While nobody uses it, it is forgotten then. */
  readonly expiresAt: Millis
}

export const memberRoles = ['developer', 'tester'] as const
/** A developer edits the app as its owner does; a tester is an invited account, which may allow it before it is verified. */
export type MemberRole = (typeof memberRoles)[number]

export interface ClientMember {
  readonly accountId: string
  readonly role: MemberRole
  readonly createdAt: Millis
}

export interface Client extends Mark, ClientDocument {
  readonly clientId: string
  readonly name: string
  /** An account's id; a client of the operator has none. */
  readonly ownerId: string | undefined
  readonly verified: boolean
  /** When its developer asked for verification; nothing once it is verified. */
  readonly verificationAskedAt: Millis | undefined
  readonly secrets: readonly ClientSecret[]
  /** Besides the owner. */
  readonly members: readonly ClientMember[]
  /** Absent from every client that somebody registered. */
  readonly registration?: SelfRegistration | undefined
  readonly createdAt: Millis
}

export const signingAlgorithms = ['RS256', 'ES256', 'PS256', 'EdDSA'] as const
export type SigningAlgorithm = (typeof signingAlgorithms)[number]

export const tokenFormatNames = ['sealed', 'signed'] as const

/** An API that accepts our tokens; its id shares the clients' namespace. */
export interface Api {
  readonly id: string
  /** The audience of its tokens, and the value of `resource` (RFC 8707). */
  readonly identifier: string
  readonly name: string
  readonly secretHash: string
  readonly secretEnding: string
  readonly tokenFormat: (typeof tokenFormatNames)[number]
  readonly signingAlg: SigningAlgorithm
  readonly scopes: Scope
}

export interface ScopeTitle {
  readonly name: string
  readonly title: string
}

export interface Session {
  readonly idHash: string
  /** The `sid` by which apps know it; absent where an older version began it and no app has asked. */
  readonly sessionId?: string
  readonly accountId: string
  readonly signedInAt: Millis
  readonly lastSeenAt: Millis
  /** Idle and absolute limit in one: the nearer of the two. */
  readonly expiresAt: Millis
}

/** What an account once allowed a client, so that it need not be asked again. */
export interface Grant extends Mark {
  readonly accountId: string
  readonly clientId: string
  readonly scope: Scope
  /** Claims that were allowed singly (OpenID Connect Core §5.5), beyond those of the scope; by their wire names. */
  readonly claims?: readonly string[] | undefined
  readonly details: readonly HomeAccess[]
  readonly createdAt: Millis
}

/** An authorization code: what was allowed, and what its redemption must prove. */
export interface Code {
  /** Keyed hash of client and code. */
  readonly hash: string
  readonly clientId: string
  readonly accountId: string
  readonly expiresAt: Millis
  /** The connection that it bought; a code without is unspent. */
  readonly familyId: string | undefined
  /** As it was sent; `undefined` when the request had none. */
  readonly redirectUri: string | undefined
  readonly codeChallenge: string | undefined
  readonly scope: Scope
  /** The scope as the client spelled it, to be echoed. */
  readonly scopeText: string
  readonly audience: readonly string[]
  readonly details: readonly HomeAccess[]
  readonly nonce: string | undefined
  readonly signedInAt: Millis
  /** The key that the request named (`dpop_jkt`, RFC 9449 §10): whoever redeems proves to have it. */
  readonly confirmation?: Confirmation | undefined
  readonly authentication?: Authentication | undefined
}

/** One connection of an account and a client: one code that was redeemed. */
export interface Family extends Mark {
  readonly id: string
  readonly secretHash: string | undefined
  /** SHA-256 of the one access token of a family whose tokens live over a day. */
  readonly tokenHash: string | undefined
  readonly tokenExpiresAt: Millis | undefined
  readonly clientId: string
  readonly accountId: string
  readonly scope: Scope
  readonly scopeText: string
  readonly audience: readonly string[]
  readonly details: readonly HomeAccess[]
  readonly generation: number
  readonly rotatedAt: Millis
  readonly refreshExpiresAt: Millis | undefined
  readonly refreshEndsAt: Millis | undefined
  readonly endsAt: Millis
  readonly signedInAt: Millis
  readonly createdAt: Millis
  readonly lastUsedAt: Millis | undefined
  /** The key that its refresh tokens are bound to: those of a public client with DPoP (RFC 9449 §5). */
  readonly confirmation?: Confirmation | undefined
  readonly authentication?: Authentication | undefined
}

export type KeyKind = 'sealing' | 'refresh' | 'pepper' | SigningAlgorithm

/** A key as it is kept: wrapped by the master key. */
export interface KeyRecord {
  /** Eight hex digits. */
  readonly id: string
  readonly kind: KeyKind
  readonly wrapped: string
  readonly publicJwk: JWK | undefined
  readonly createdAt: Millis
  /** Nothing is made with it before. */
  readonly usableAt: Millis
  /** From here on nothing new is made with it; what it made is still read. */
  readonly retiredAt: Millis | undefined
  /** From here on what it made is refused. */
  readonly endedAt: Millis | undefined
}

export interface Throttle {
  readonly failures: number
  readonly lastFailureAt: Millis
}

/** The counters that a token carries, as one transaction saw them. */
export interface Counters {
  readonly client: number
  /** Absent from a client's own token. */
  readonly account?: number
  readonly grant?: number
  readonly family?: number
}

export type ChangeKind = 'client' | 'api' | 'account' | 'grant' | 'family' | 'key' | 'token'
export interface Change {
  readonly kind: ChangeKind
  readonly name: string
}
