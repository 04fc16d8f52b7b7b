import type { ActivityCount } from '../store/activity-store.ts'

/** Rows that are to be written: what is added to one that waits already makes it no second row. */
export interface WaitingCounts {
  add(count: ActivityCount): void
  /** Every row, and forgets them. */
  take(): readonly ActivityCount[]
  /** How many were not kept, because too much waits already; forgets it. */
  takeLost(): number
}

const mostRows = 50_000

export function createWaitingCounts(): WaitingCounts {
  const rows = new Map<string, ActivityCount>()
  let lost = 0
  return {
    add: (added) => {
      const name = JSON.stringify([added.clientId, added.hour, added.kind, added.name])
      const known = rows.get(name)
      if (known === undefined && rows.size >= mostRows) lost += added.count
      else rows.set(name, known === undefined ? added : { ...known, count: known.count + added.count })
    },
    take: () => {
      const taken = [...rows.values()]
      rows.clear()
      return taken
    },
    takeLost: () => {
      const were = lost
      lost = 0
      return were
    },
  }
}
