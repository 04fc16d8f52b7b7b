import type { GuardsStore } from './guards-store.ts'

/** Rows of each kind in one transaction: few enough that no request waits long for it. */
const mostAtOnce = 500
const mostRounds = 1_000

/**
 * Deletes what is over, a little at a time, until nothing is left: one round a minute would fall behind a busy server, and
 * its tables would grow for ever. Answers how many rows.
 */
export async function sweepAll(store: Pick<GuardsStore, 'sweep'>, now: number): Promise<number> {
  let swept = 0
  for (let round = 0; round < mostRounds; round++) {
    const rows = await store.sweep(now, mostAtOnce)
    swept += rows
    if (rows < mostAtOnce) break
  }
  return swept
}
