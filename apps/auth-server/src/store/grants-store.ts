import type { Audit } from './audit-store.ts'
import type { Code, Counters, Family, Grant, Mark } from './records.ts'

/** A family as its first token is issued: active, generation 0, its marks still at their first values. */
export type NewFamily = Omit<Family, keyof Mark | 'generation' | 'rotatedAt' | 'lastUsedAt'>

export type Redemption =
  | { readonly outcome: 'redeemed'; readonly counters: Counters }
  /** A code that was spent before; the family that it had bought is ended now. */
  | { readonly outcome: 'spent' }
  | { readonly outcome: 'expired' | 'unknown' }
  /** The account, client or grant is not active. */
  | { readonly outcome: 'refused' }

export interface GrantsStore {
  findGrant(accountId: string, clientId: string): Promise<Grant | undefined>
  /** What an account allowed and did not take back, oldest first. */
  listGrants(accountId: string): Promise<readonly Grant[]>
  /** Saves what was allowed; an ended grant becomes active again, with the counter that its ending left. */
  saveGrant(grant: Omit<Grant, keyof Mark>): Promise<void>
  /** Ends everything that the account allowed the client, unspent codes included; a later consent revives none of it. */
  endGrant(accountId: string, clientId: string, audit?: Audit): Promise<void>
  /** The same for every client of the account, in one step. */
  endGrants(accountId: string, audit?: Audit): Promise<void>
  saveCode(code: Omit<Code, 'familyId'>): Promise<void>
  findCode(hash: string): Promise<Code | undefined>
  /**
   * Spends the code and begins its family in one step: exactly one caller ever gets `redeemed`. A later one ends the
   * family that the code had bought (RFC 6749 §4.1.2), so call it only after every pure check.
   */
  redeemCode(hash: string, family: NewFamily, now: number): Promise<Redemption>
}
