import type { Clock } from '@latchkey/protocol'

const mostWrong = 20
const windowMillis = 60_000
const mostRemembered = 50_000

/**
 * Counts wrong secrets per client, never per address. A right secret is not refused for the mistakes of others; only a
 * weak one is, from addresses that have not sent a right one before.
 */
export interface SecretThrottle {
  /** Seconds until the client may try again; 0 when it may now. */
  waitSeconds(clientId: string): number
  countWrong(clientId: string): void
  countRight(clientId: string, address: string): void
  isKnownAddress(clientId: string, address: string): boolean
}

export function createSecretThrottle(now: Clock): SecretThrottle {
  const wrong = new Map<string, { count: number; until: number }>()
  const right = new Set<string>()
  return {
    waitSeconds: (clientId) => {
      const counted = wrong.get(clientId)
      if (counted === undefined || counted.count < mostWrong) return 0
      return Math.max(0, Math.ceil((counted.until - now()) / 1000))
    },
    countWrong: (clientId) => {
      const counted = wrong.get(clientId)
      const isOver = counted === undefined || counted.until <= now()
      if (wrong.size >= mostRemembered) wrong.clear()
      wrong.set(
        clientId,
        isOver ? { count: 1, until: now() + windowMillis } : { ...counted, count: counted.count + 1 },
      )
    },
    countRight: (clientId, address) => {
      if (right.size >= mostRemembered) right.clear()
      right.add(`${clientId} ${address}`)
    },
    isKnownAddress: (clientId, address) => right.has(`${clientId} ${address}`),
  }
}
