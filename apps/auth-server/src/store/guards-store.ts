import type { Change, Throttle } from './records.ts'

/** Small rows that keep things from happening twice, too often or too long. */
export interface GuardsStore {
  /** True the first time that this name is seen before it expires. */
  firstUse(name: string, expiresAt: number, now: number): Promise<boolean>
  findThrottle(name: string): Promise<Throttle | undefined>
  /** Counts a failure; after `forgetAfter` milliseconds without one the count begins anew. */
  countFailure(name: string, now: number, forgetAfter: number): Promise<Throttle>
  clearThrottle(name: string): Promise<void>
  /** Ends one access token of a day or less. */
  revokeToken(jti: string, expiresAt: number): Promise<void>
  isTokenRevoked(jti: string): Promise<boolean>
  /** What other processes ended or changed since `after`. */
  listChanges(after: number): Promise<readonly Change[]>
  /** Deletes at most `most` rows of each kind that are over; answers how many. */
  sweep(now: number, most: number): Promise<number>
}
