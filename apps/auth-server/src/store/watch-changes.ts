import type { Clock } from '@latchkey/protocol'
import type { Change } from './records.ts'
import type { Store } from './store.ts'

const lookEvery = 300
/** Clocks of several processes differ, and a transaction is committed later than it was stamped. */
const overlap = 5_000

/**
 * Reads what other processes ended or changed, every 300 ms; `seenUntil` hears of each look that succeeded, so that a
 * process that cannot look knows it. Answers a function that stops the watch.
 */
export function watchChanges(
  store: Store,
  now: Clock,
  heard: { change(change: Change): void; seenUntil(time: number): void; failed(error: unknown): void },
): () => void {
  let version = store.dataVersion()
  let looking = false
  const look = async () => {
    const time = now()
    const current = store.dataVersion()
    if (current === undefined || current !== version) {
      for (const change of await store.listChanges(time - overlap)) heard.change(change)
    }
    version = current
    heard.seenUntil(time)
  }
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look()
      .catch(heard.failed)
      .finally(() => {
        looking = false
      })
  }, lookEvery)
  timer.unref()
  return () => clearInterval(timer)
}
