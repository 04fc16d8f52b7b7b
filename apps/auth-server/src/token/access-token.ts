import type { Confirmation, Scope } from '@latchkey/protocol'
import type { HomeAccess } from '@latchkey/resource-kit'
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
  /** Whoever uses it must prove to have this key; absent from a bearer token. */
  readonly confirmation: Confirmation | undefined
}

/** A token as it is written: a signed one carries a copy of what the family holds. */
export interface NewAccessToken extends AccessToken {
  readonly details: readonly HomeAccess[]
}

/** RFC 9700 §4.15: a client's own subject can never be an account's. */
export function subjectOf({ clientId, accountId }: Pick<AccessToken, 'clientId' | 'accountId'>): string {
  return accountId ?? `client:${clientId}`
}
