import type { Clock } from '@latchkey/protocol'
import type { Change } from './records.ts'
import type { Store } from './store.ts'

const lookEvery = 300
/** Clocks of several processes differ, and a transaction is committed later than it was stamped. */
const overlap = 5_000
/** Changes are swept after a minute: who has not looked for longer than this may have missed some. */
const longestGap = 50_000

export interface ChangeListener {
  change(change: Change): void
  /** Changes may have been missed: nothing that is remembered can be relied on. */
  missed(): void
  /** All changes up to this time are known. */
  seenUntil(time: number): void
  failed(error: unknown): void
}

/**
 * Reads what other processes ended or changed since the last look that succeeded, every 300 ms; `seenUntil` hears of each,
 * so that a process that cannot look knows it. Answers a function that stops the watch.
 */
export function watchChanges(store: Store, now: Clock, heard: ChangeListener): () => void {
  let version = store.dataVersion()
  let looked = now()
  let looking = false
  const look = async () => {
    const time = now()
    const current = store.dataVersion()
    if (current === undefined || current !== version) {
      for (const change of await store.listChanges(Math.min(looked, time) - overlap)) heard.change(change)
    }
    if (time - looked > longestGap) heard.missed()
    version = current
    looked = time
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
