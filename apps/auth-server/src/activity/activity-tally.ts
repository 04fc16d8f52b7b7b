import type { Clock } from '@latchkey/protocol'
import type { ActivityCount, ActivityKind } from '../store/activity-store.ts'
import { createWaitingCounts } from './waiting-counts.ts'

/** Counts in memory, by client, hour, kind and name. */
export interface ActivityTally {
  /** One more of this hour. Allocates nothing but for a client's first of each name. */
  add(clientId: string, kind: ActivityKind, name: string): void
  /** Everything that was counted, and forgets it. */
  take(): readonly ActivityCount[]
  /** Adds what was taken and could not be written. */
  putBack(counts: readonly ActivityCount[]): void
  /** How many were not kept, because too much waits already; forgets it. */
  takeLost(): number
}

const hourMillis = 3_600_000
/** Counted at once; when there are more, their counts are put among the rows that wait. */
const mostClients = 10_000

type CountsOfClient = Readonly<Record<ActivityKind, Map<string, number>>>

export function createActivityTally(now: Clock): ActivityTally {
  const clients = new Map<string, CountsOfClient>()
  const waiting = createWaitingCounts()
  let hour = hourOf(now())
  const settle = () => {
    for (const [clientId, counts] of clients)
      for (const row of rowsOf(clientId, hour, counts)) waiting.add(row)
    clients.clear()
  }
  const begin = (clientId: string): CountsOfClient => {
    if (clients.size >= mostClients) settle()
    const counts = { token: new Map(), error: new Map(), authorization: new Map(), call: new Map() }
    clients.set(clientId, counts)
    return counts
  }
  const add = (clientId: string, kind: ActivityKind, name: string) => {
    const at = hourOf(now())
    if (at !== hour) settle()
    hour = at
    const names = (clients.get(clientId) ?? begin(clientId))[kind]
    names.set(name, (names.get(name) ?? 0) + 1)
  }
  const take = () => {
    settle()
    return waiting.take()
  }
  return { add, take, putBack: (counts) => counts.forEach(waiting.add), takeLost: waiting.takeLost }
}

function hourOf(at: number): number {
  return at - (at % hourMillis)
}

function rowsOf(clientId: string, hour: number, counts: CountsOfClient): readonly ActivityCount[] {
  return (Object.keys(counts) as readonly ActivityKind[]).flatMap((kind) =>
    [...counts[kind]].map(([name, count]) => ({ clientId, hour, kind, name, count })),
  )
}
