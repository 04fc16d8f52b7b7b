import type { ProofMemory } from '@latchkey/protocol'
import type { Access } from './access.ts'

/** How an API checks DPoP proofs (RFC 9449 §7). */
export interface DpopRules {
  /** The API's origins as its clients know them, e.g. `https://api.example`: a proof names one, and `Host` is not believed. */
  readonly origins: readonly string[]
  /** Milliseconds since 1970; the clock of the machine unless given. */
  readonly now?: () => number
  /** Where proofs are remembered, each of which serves once; a memory of the route's own unless given. */
  readonly memory?: ProofMemory
  /** Absent: the API gives out no nonces. */
  readonly nonces?: ApiNonces
}

/** RFC 9449 §9: nonces of the API's own. One that is sent is always checked. */
export interface ApiNonces {
  current(): string
  isGood(nonce: string): boolean
  /** Whether the proofs that come with this token must hold one. */
  areDemandedOf(access: Access): boolean | Promise<boolean>
}
