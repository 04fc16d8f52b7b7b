import type { HomeAccess } from '@latchkey/protocol'
import type { Audit } from './audit-store.ts'
import type { Counters, Family } from './records.ts'

export interface Advance {
  readonly secretHash: string
  /** The generation of the token that was presented. */
  readonly presented: number
  readonly now: number
  /** How long after a rotation the generation before is still answered with the same successor; may be `Infinity`. */
  readonly reuseMillis: number
  readonly refreshExpiresAt: number
  readonly endsAt: number
  /** What the family holds from now on, when it is bound to a key only now; a repeat of a rotation binds nothing. */
  readonly binds?: Pick<Family, 'confirmation' | 'authentication'> | undefined
}

export type Advanced =
  /** `generation` is the successor's: a new one, or the same again for a token whose answer may have been lost. */
  | {
      readonly outcome: 'advanced'
      readonly generation: number
      /** When this generation came into being: the same for each repeat. */
      readonly rotatedAt: number
      readonly counters: Counters
    }
  /** A token of the past: the family is ended now (RFC 9700 §4.14.2). */
  | { readonly outcome: 'replayed' }
  /** The family, its account, client or grant is not active. */
  | { readonly outcome: 'refused' }

export interface FamiliesStore {
  findFamily(id: string): Promise<Family | undefined>
  findFamilyBySecret(secretHash: string): Promise<Family | undefined>
  findFamilyByToken(tokenHash: string): Promise<Family | undefined>
  /** Every connection of an account and a client, ended ones too. */
  listFamilies(accountId: string, clientId: string): Promise<readonly Family[]>
  /** The connections of an account that live: of each app the last used ones, oldest first; with `clientId` those of one app. */
  listFamiliesOf(
    accountId: string,
    query: { readonly mostPerApp: number; readonly clientId?: string | undefined },
  ): Promise<readonly Family[]>
  /** Rotates: one compare-and-set on the generation, so that equal requests at once get equal successors. */
  advanceFamily(advance: Advance): Promise<Advanced>
  /** The counters of a family that is not rotated, or `undefined` when anything above it is not active. */
  findCounters(familyId: string): Promise<Counters | undefined>
  endFamily(id: string, audit?: Audit): Promise<void>
  /**
   * Replaces what a living connection of the account covers, and takes from what is remembered of its app what was taken from
   * the connection, as it adds what was added. Codes that would bring back what was taken are spent. Answers whether there is
   * such a connection.
   */
  changeDetails(
    accountId: string,
    familyId: string,
    details: readonly HomeAccess[],
    audit?: Audit,
  ): Promise<boolean>
  /** When each family was last used and until when it lives on, written in the background. */
  touchFamilies(
    uses: readonly { id: string; at: number; refreshExpiresAt?: number | undefined; endsAt: number }[],
  ): Promise<void>
  /** Connections that a restored backup had set back. */
  countSkippedGenerations(): Promise<number>
}
