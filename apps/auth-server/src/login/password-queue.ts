/** A place in front of the slow hash: few at once, some waiting, the rest told to come back. */
export interface PasswordQueue {
  /** Runs the work when there is room; `'busy'` when too many wait already. */
  enter<T>(work: () => Promise<T>): Promise<T | 'busy'>
}

const mostAtOnce = 2
const mostWaiting = 100

export function createPasswordQueue(): PasswordQueue {
  const waiting: (() => void)[] = []
  let working = 0
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) working--
    else next()
  }
  const room = async () => {
    if (working < mostAtOnce) working++
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return {
    enter: async (work) => {
      if (waiting.length >= mostWaiting) return 'busy'
      await room()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
