import type { ActivityCount, ActivityKind } from '../store/activity-store.ts'

const hour = 3_600_000
const day = 24 * hour

/** How far back to look, and in which steps. */
export const activityRanges = {
  '24h': { title: '24 hours', step: hour, steps: 24 },
  '7d': { title: '7 days', step: hour, steps: 7 * 24 },
  '30d': { title: '30 days', step: day, steps: 30 },
} as const
export type ActivityRange = keyof typeof activityRanges

export function isByDay(range: ActivityRange): boolean {
  return activityRanges[range].step === day
}

/** How often something of one name happened. */
export interface NamedCount {
  readonly name: string
  readonly count: number
}

/** What an app did in a range. Of each kind the most frequent name first. */
export interface ActivitySummary {
  readonly range: ActivityRange
  /** When each step began; milliseconds since 1970. */
  readonly times: readonly number[]
  /** Of each step: everything that was asked for, and what of it was refused. */
  readonly requests: readonly number[]
  readonly errors: readonly number[]
  readonly totals: { readonly requests: number; readonly errors: number }
  readonly byKind: Readonly<Record<ActivityKind, readonly NamedCount[]>>
}

/** When the range begins that ends now: on a full hour or, where it goes by days, on a day of UTC. */
export function beginningOf(range: ActivityRange, now: number): number {
  const { step, steps } = activityRanges[range]
  return now - (now % step) - (steps - 1) * step
}

export function summarizeActivity(
  counts: readonly ActivityCount[],
  range: ActivityRange,
  now: number,
): ActivitySummary {
  const { step, steps } = activityRanges[range]
  const from = beginningOf(range, now)
  const within = counts.filter(({ hour: at }) => at >= from && at < from + steps * step)
  const perStep = (chosen: readonly ActivityCount[]) => {
    const sums = new Array<number>(steps).fill(0)
    for (const { hour: at, count } of chosen) {
      const index = Math.floor((at - from) / step)
      sums[index] = (sums[index] ?? 0) + count
    }
    return sums
  }
  const refused = within.filter(isError)
  return {
    range,
    times: Array.from({ length: steps }, (_, index) => from + index * step),
    requests: perStep(within),
    errors: perStep(refused),
    totals: { requests: sumOf(within), errors: sumOf(refused) },
    byKind: {
      token: namesOf(within, 'token'),
      error: namesOf(within, 'error'),
      authorization: namesOf(within, 'authorization'),
      call: namesOf(within, 'call'),
    },
  }
}

function isError({ kind, name }: ActivityCount): boolean {
  return kind === 'error' || (kind === 'call' && name === 'refused')
}

function sumOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}

function namesOf(counts: readonly ActivityCount[], kind: ActivityKind): readonly NamedCount[] {
  const names = new Map<string, number>()
  for (const { name, count } of counts.filter((one) => one.kind === kind))
    names.set(name, (names.get(name) ?? 0) + count)
  return [...names]
    .map(([name, count]) => ({ name, count }))
    .toSorted((one, other) => other.count - one.count)
}
