import type { Confirmation, HomeAccess, Scope } from '@latchkey/protocol'
import type { Authentication } from '../store/authentication.ts'
import type { Counters } from '../store/records.ts'

/** What an access token says of itself, whatever its format. Times are seconds since 1970. */
export interface AccessToken {
  readonly clientId: string
  /** Absent from a client's own token. */
  readonly accountId: string | undefined
  readonly familyId: string | undefined
  readonly scope: Scope
  readonly audience: readonly string[]
  readonly issuedAt: number
  readonly expiresAt: number
  /** Absent from a lasting token: its family is ended instead. */
  readonly jti: string | undefined
  readonly counters: Counters
  /** What it covers at most; absent: all that its connection covers. */
  readonly ownDetails?: readonly HomeAccess[] | undefined
  /** Whoever uses it must prove to have this key; absent from a bearer token. */
  readonly confirmation: Confirmation | undefined
}

/** A token as it is written: a signed one carries a copy of what the family holds. */
export interface NewAccessToken extends AccessToken {
  /** As its client knows the account; absent where that is the account's own id, or there is none. */
  readonly subject?: string | undefined
  readonly details: readonly HomeAccess[]
  /** Milliseconds since 1970; absent from a client's own token. */
  readonly signedInAt?: number | undefined
  readonly authentication?: Authentication | undefined
}

/** RFC 9700 §4.15: a client's own subject can never be an account's. */
export function subjectOf({ clientId, accountId }: Pick<AccessToken, 'clientId' | 'accountId'>): string {
  return accountId ?? `client:${clientId}`
}

/** RFC 9449 §5; a token that is bound to a certificate is a bearer token with it (RFC 8705 §3). */
export function tokenTypeOf(confirmation: Confirmation | undefined): 'Bearer' | 'DPoP' {
  return confirmation !== undefined && 'jkt' in confirmation ? 'DPoP' : 'Bearer'
}

/** NumericDate (RFC 7519 §2) of a time in milliseconds. */
export function secondsOf(millis: number | undefined): number | undefined {
  return millis === undefined ? undefined : Math.floor(millis / 1000)
}
