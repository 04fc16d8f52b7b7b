import type { Clock } from '@latchkey/protocol'

const minute = 60_000
const lives = { least: 5 * minute, usual: 60 * minute, most: 24 * 60 * minute } as const
/** Of addresses that anybody can name, so it is bounded. */
const mostRemembered = 2_000

/** Which documents of clients were read so lately that they need not be read again (RFC 9111 §4.2). */
export interface DocumentMemory {
  isFresh(url: string): boolean
  /** `maxAge` is what the answer says, seconds; a document is kept five minutes at least and a day at most. */
  remember(url: string, maxAge: number | undefined): void
}

export function createDocumentMemory(now: Clock): DocumentMemory {
  const until = new Map<string, number>()
  return {
    isFresh: (url) => (until.get(url) ?? 0) > now(),
    remember: (url, maxAge) => {
      const asked = maxAge === undefined ? lives.usual : maxAge * 1000
      until.delete(url)
      until.set(url, now() + Math.min(lives.most, Math.max(lives.least, asked)))
      const [oldest] = until.keys()
      if (until.size > mostRemembered && oldest !== undefined) until.delete(oldest)
    },
  }
}
