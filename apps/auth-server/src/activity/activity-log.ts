import type { Clock } from '@latchkey/protocol'
import type { Logger } from 'pino'
import type { ActivityKind, ActivityStore, Failure } from '../store/activity-store.ts'
import { createActivityTally } from './activity-tally.ts'
import { createFailureBudget } from './failure-budget.ts'
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
const mostFailures = 2_000

export function createActivityLog(store: Port, now: Clock, log: Logger): ActivityLog {
  const tally = createActivityTally(now)
  const mayKeep = createFailureBudget(now)
  let failures: Failure[] = []
  const writeCounts = async () => {
    const taken = tally.take()
    for (let at = 0; at < taken.length; at += mostAtOnce) {
      try {
        await store.countActivity(taken.slice(at, at + mostAtOnce))
      } catch (error) {
        tally.putBack(taken.slice(at))
        throw error
      }
    }
  }
  const writeFailures = async () => {
    const taken = failures
    failures = []
    try {
      await store.saveFailures(taken)
    } catch (error) {
      failures = [...taken, ...failures].slice(0, mostFailures)
      throw error
    }
  }
  const attempt = async (write: () => Promise<void>) => {
    try {
      await write()
    } catch (error) {
      log.warn({ err: error }, 'activity could not be written')
    }
  }
  return {
    count: tally.add,
    failed: (failure) => {
      tally.add(failure.clientId, 'error', failure.code)
      if (failures.length < mostFailures && mayKeep(failure)) failures.push(failure)
    },
    flush: oneAtATime(async () => {
      await attempt(writeCounts)
      await attempt(writeFailures)
      const lost = tally.takeLost()
      if (lost > 0) log.warn({ lost }, 'activity was counted for nothing: too much waits to be written')
    }),
  }
}
