import type { ServerContext } from './context.ts'
import { rotateOldKeys } from './keys/rotate-old-keys.ts'
import { createNoticeSender } from './logout/send-notices.ts'
import { sweepAll } from './store/sweep-all.ts'
import { watchChanges } from './store/watch-changes.ts'

const sweepEvery = 60_000
const flushEvery = 15_000
const keysEvery = 3_600_000
const noticesEvery = 1_000

/**
 * What goes on beside requests: changes of other processes, the sweeper, last uses, counts, keys that are old, apps that must hear
 * of a sign-out. Answers a function that ends it.
 */
export function runInBackground(server: ServerContext): () => Promise<void> {
  const { store, records, keys, log, now } = server
  const reloadKeys = () => {
    keys.reload().catch((error) => log.error({ err: error }, 'keys could not be read'))
  }
  const stopWatching = watchChanges(store, now, {
    change: (change) => {
      records.drop(change)
      if (change.kind === 'key') reloadKeys()
    },
    missed: () => {
      records.dropAll()
      reloadKeys()
    },
    seenUntil: records.seenUntil,
    failed: (error) => log.warn({ err: error }, 'changes could not be read'),
  })
  const sweep = () => {
    sweepAll(store, now()).catch((error) => log.warn({ err: error }, 'nothing could be swept'))
  }
  const renewKeys = () => {
    rotateOldKeys(server).catch((error) => log.error({ err: error }, 'old keys got no successors'))
  }
  renewKeys()
  const notices = createNoticeSender(server)
  const timers = [
    setInterval(sweep, sweepEvery),
    setInterval(() => writeDown(server), flushEvery),
    setInterval(renewKeys, keysEvery),
    setInterval(() => notices.send(), noticesEvery),
  ]
  for (const timer of timers) timer.unref()
  return async () => {
    stopWatching()
    for (const timer of timers) clearInterval(timer)
    await notices.settled()
    await writeDown(server)
  }
}

/** What is kept in memory until now: a process that is killed loses no more than the last seconds of it. */
async function writeDown({ uses, activity }: ServerContext): Promise<void> {
  await Promise.all([uses.flush(), activity.flush()])
}
