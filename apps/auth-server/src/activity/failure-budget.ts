import type { Clock } from '@latchkey/protocol'
import type { Failure } from '../store/activity-store.ts'

const windowMillis = 60_000
/** Of one client in a minute; of one reason fewer, so that a flood of wrong secrets leaves room for other news. */
const mostOfClient = 20
const mostOfReason = 10
const mostRemembered = 20_000

/** Says of each failure whether its details are to be kept: requests that fail cost their sender nothing, and rows do. */
export function createFailureBudget(now: Clock): (failure: Failure) => boolean {
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
