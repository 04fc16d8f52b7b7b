import { type DemandedNonces, hmacSha256 } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'

type Clockwork = Pick<ServerContext, 'keys' | 'now'>

/** A nonce is given out for a minute, and good for another: nobody who was just given one is sent back for the next. */
const windowMillis = 60_000

/**
 * The nonce of this minute (RFC 9449 §8). It is made from the time and a key of the ring: nothing is remembered, and every
 * process accepts those of the others.
 */
export function currentNonce(server: Clockwork): string {
  return nonceOf(server, windowAt(server))
}

/** Of this minute and of the one before; of the next one, too, because the clocks of two processes differ a little. */
export function isGoodNonce(server: Clockwork, nonce: string): boolean {
  const current = windowAt(server)
  return [current, current - 1, current + 1].some((window) => nonceOf(server, window) === nonce)
}

/** How a proof's nonce is checked for a client whose policy demands one, or does not. */
export function noncesFor(server: Clockwork, { dpopNonce }: { readonly dpopNonce: boolean }): DemandedNonces {
  return { areDemanded: dpopNonce, isGood: (nonce) => isGoodNonce(server, nonce) }
}

function windowAt({ now }: Clockwork): number {
  return Math.floor(now() / windowMillis)
}

function nonceOf({ keys }: Clockwork, window: number): string {
  return hmacSha256(keys.current('pepper', window * windowMillis).derive('DPoP nonce'), String(window))
}
