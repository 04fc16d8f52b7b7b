import { type DpopProof, dpopAheadMillis, dpopProofMillis } from './dpop-proof.ts'
import { sha256OfParts } from './hash.ts'

/** Remembers proofs for as long as they could be sent again (RFC 9449 §11.1), in this process. */
export interface ProofMemory {
  /** True exactly once for each `jti` of each key. `now`: milliseconds since 1970. */
  isFirstUse(proof: DpopProof, now: number): boolean
}

/** From the first moment at which a proof is accepted to the last. */
const acceptedMillis = dpopProofMillis + dpopAheadMillis

/**
 * Holds so many proofs at most, some 120 bytes each. When it is full the oldest go, which are the nearest to their end: whoever
 * wants one of them forgotten has to send as many others, each signed, within its life.
 */
export function createProofMemory(atMost = 100_000): ProofMemory {
  const seen = new Map<string, number>()
  return {
    isFirstUse: ({ thumbprint, jti }, now) => {
      makeRoom(seen, now, atMost)
      const name = sha256OfParts(thumbprint, jti)
      if (seen.has(name)) return false
      seen.set(name, now + acceptedMillis)
      return true
    },
  }
}

/** All are kept equally long, and a Map keeps its entries in their order: what is over stands in front. */
function makeRoom(seen: Map<string, number>, now: number, atMost: number): void {
  for (const [name, until] of seen) {
    if (seen.size < atMost && until >= now) return
    seen.delete(name)
  }
}
