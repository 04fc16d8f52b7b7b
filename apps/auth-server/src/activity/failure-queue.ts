import type { Clock } from '@latchkey/protocol'
import type { Failure } from '../store/activity-store.ts'

/** Failures that are to be written. Requests that fail cost their sender nothing, so only so many are kept. */
export interface FailureQueue {
  add(failure: Failure): void
  /** Every one, and forgets them. */
  take(): readonly Failure[]
  /** Adds what was taken and could not be written. */
  putBack(failures: readonly Failure[]): void
}

const mostWaiting = 2_000
const windowMillis = 60_000
/** Of one client in a minute; of one reason fewer, so that a flood of wrong secrets leaves room for other news. */
const mostOfClient = 20
const mostOfReason = 10
const mostRemembered = 20_000

export function createFailureQueue(now: Clock): FailureQueue {
  const mayKeep = createBudget(now)
  let waiting: Failure[] = []
  return {
    add: (failure) => {
      if (waiting.length < mostWaiting && mayKeep(failure)) waiting.push(failure)
    },
    take: () => {
      const taken = waiting
      waiting = []
      return taken
    },
    putBack: (failures) => {
      waiting = [...failures, ...waiting].slice(0, mostWaiting)
    },
  }
}

function createBudget(now: Clock): (failure: Failure) => boolean {
  const kept = new Map<string, number>()
  let since = now()
  return ({ clientId, reason }) => {
    if (now() - since >= windowMillis) {
      kept.clear()
      since = now()
    }
    const ofReason = `${reason.kind} of ${clientId}`
    const [inAll, alike] = [kept.get(clientId) ?? 0, kept.get(ofReason) ?? 0]
    if (inAll >= mostOfClient || alike >= mostOfReason || kept.size >= mostRemembered) return false
    kept.set(clientId, inAll + 1)
    kept.set(ofReason, alike + 1)
    return true
  }
}
