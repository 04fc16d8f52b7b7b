import type { Clock } from '@latchkey/protocol'
import type { ActivityCount, ActivityKind } from '../store/activity-store.ts'

/** Counts in memory, by client, hour, kind and name. */
export interface ActivityTally {
  /** One more of this hour. Allocates nothing but for a client's first of each kind. */
  add(clientId: string, kind: ActivityKind, name: string): void
  /** Everything that was counted, and forgets it. */
  take(): readonly ActivityCount[]
  /** Adds what was taken and could not be written. */
  putBack(counts: readonly ActivityCount[]): void
  /** How many were not kept, because too much waits already; forgets it. */
  takeLost(): number
}

export const hourMillis = 3_600_000

export function hourOf(at: number): number {
  return at - (at % hourMillis)
}

/** Clients of one moment; then their counts are put among those that wait, which are rows of the table already. */
const mostClients = 10_000
const mostWaiting = 50_000

type CountsOfClient = Readonly<Record<ActivityKind, Map<string, number>>>

export function createActivityTally(now: Clock): ActivityTally {
  const clients = new Map<string, CountsOfClient>()
  const waiting = new Map<string, ActivityCount>()
  let hour = hourOf(now())
  let lost = 0
  const wait = (count: ActivityCount) => {
    const row = JSON.stringify([count.clientId, count.hour, count.kind, count.name])
    const known = waiting.get(row)
    if (known === undefined && waiting.size >= mostWaiting) lost += count.count
    else waiting.set(row, known === undefined ? count : { ...known, count: known.count + count.count })
  }
  const settle = () => {
    for (const [clientId, counts] of clients) for (const count of rowsOf(clientId, hour, counts)) wait(count)
    clients.clear()
  }
  const begin = (clientId: string): CountsOfClient => {
    if (clients.size >= mostClients) settle()
    const counts = { token: new Map(), error: new Map(), authorization: new Map(), call: new Map() }
    clients.set(clientId, counts)
    return counts
  }
  return {
    add: (clientId, kind, name) => {
      const at = hourOf(now())
      if (at !== hour) {
        settle()
        hour = at
      }
      const names = (clients.get(clientId) ?? begin(clientId))[kind]
      names.set(name, (names.get(name) ?? 0) + 1)
    },
    take: () => {
      settle()
      const counts = [...waiting.values()]
      waiting.clear()
      return counts
    },
    putBack: (counts) => {
      for (const count of counts) wait(count)
    },
    takeLost: () => {
      const were = lost
      lost = 0
      return were
    },
  }
}

function rowsOf(clientId: string, hour: number, counts: CountsOfClient): readonly ActivityCount[] {
  return (Object.keys(counts) as readonly ActivityKind[]).flatMap((kind) =>
    [...counts[kind]].map(([name, count]) => ({ clientId, hour, kind, name, count })),
  )
}
