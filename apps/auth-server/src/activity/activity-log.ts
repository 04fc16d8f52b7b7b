import type { Clock } from '@latchkey/protocol'
import type { Logger } from 'pino'
import type { ActivityKind, ActivityStore, Failure } from '../store/activity-store.ts'
import { createActivityTally } from './activity-tally.ts'
import { createFailureQueue } from './failure-queue.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** What known clients do, kept in memory and written in the background: a request costs no write of its own. */
export interface ActivityLog {
  /** Something happened just now. `name`: a grant type, an outcome; never anything that a request brought. */
  count(clientId: string, kind: ActivityKind, name: string): void
  /** A request was refused: counted by its code, and kept with its details while they are not too many. */
  failed(failure: Failure): void
  /** Writes what is remembered. Never rejects: what cannot be written waits for the next time. */
  flush(): Promise<void>
}

type Port = Pick<ActivityStore, 'countActivity' | 'saveFailures'>

/** Rows in one transaction: few enough that no request waits long for it. */
const mostAtOnce = 500

export function createActivityLog(store: Port, now: Clock, log: Logger): ActivityLog {
  const tally = createActivityTally(now)
  const queue = createFailureQueue(now)
  const write = async () => {
    await writeInParts(tally, store.countActivity, log)
    await writeInParts(queue, store.saveFailures, log)
    const lost = tally.takeLost()
    if (lost > 0) log.warn({ lost }, 'activity was counted for nothing: too much waits to be written')
  }
  return {
    count: tally.add,
    failed: (failure) => {
      tally.add(failure.clientId, 'error', failure.code)
      queue.add(failure)
    },
    flush: oneAtATime(write),
  }
}

interface Source<Row> {
  take(): readonly Row[]
  putBack(rows: readonly Row[]): void
}

/** Each part is written wholly or not at all; from the first that fails on, all wait for the next time. */
async function writeInParts<Row>(
  source: Source<Row>,
  save: (rows: readonly Row[]) => Promise<void>,
  log: Logger,
): Promise<void> {
  const taken = source.take()
  for (let at = 0; at < taken.length; at += mostAtOnce) {
    try {
      await save(taken.slice(at, at + mostAtOnce))
    } catch (error) {
      source.putBack(taken.slice(at))
      log.warn({ err: error }, 'activity could not be written')
      return
    }
  }
}
