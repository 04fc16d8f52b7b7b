import { OutboundRefused } from './outbound.ts'

export interface GateLimits {
  /** Under way at once. */
  readonly most: number
  /** Of these to one host, so that a slow one does not take every place. */
  readonly mostPerHost: number
  readonly mostWaiting: number
}

/** Lets so many through at once; who comes later waits, in order, until there is room or `signal` ends it. */
export interface Gate {
  pass<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

interface Waiting {
  readonly host: string
  readonly begin: () => void
}

export function createGate({ most, mostPerHost, mostWaiting }: GateLimits): Gate {
  const underWay: string[] = []
  const waiting = new Set<Waiting>()
  const hasRoom = (host: string) =>
    underWay.length < most && underWay.filter((other) => other === host).length < mostPerHost
  const leave = (host: string) => {
    underWay.splice(underWay.indexOf(host), 1)
    for (const next of waiting) if (hasRoom(next.host)) next.begin()
  }
  const enter = async (host: string, signal: AbortSignal) => {
    if (hasRoom(host)) return void underWay.push(host)
    if (waiting.size >= mostWaiting)
      throw new OutboundRefused('too many requests to other servers are under way')
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        waiting.delete(next)
        signal.removeEventListener('abort', giveUp)
        underWay.push(host)
        resolve()
      }
      const giveUp = () => {
        waiting.delete(next)
        reject(signal.reason)
      }
      const next = { host, begin }
      waiting.add(next)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }
  return {
    pass: async (host, signal, work) => {
      await enter(host, signal)
      try {
        return await work()
      } finally {
        leave(host)
      }
    },
  }
}
