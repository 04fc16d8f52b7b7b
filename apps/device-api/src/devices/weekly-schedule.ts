import { momentOf, zoneOffset } from '../time-zone.ts'

/** One period of a week in the home's own time zone, which lasts until the next one begins. */
export interface SchedulePeriod {
  /** 0 is Sunday, as `Date` counts. */
  readonly day: number
  /** Minutes after midnight. */
  readonly minute: number
  /** What the vendors call it: `Wake`, `Away`, `Home`, `Sleep`, or a name of the person's own. */
  readonly name: string
  /** Set points in °C. */
  readonly heat: number
  readonly cool: number
}

/** In the order of the week; empty: the set points stay where they are. */
export type WeeklySchedule = readonly SchedulePeriod[]

/** When a period begins, milliseconds since 1970. */
export interface PeriodStart {
  readonly at: number
  readonly period: SchedulePeriod
}

const dayMillis = 86_400_000
const minuteMillis = 60_000

/**
 * Every beginning of a period from the one that is in force at `from` (its `at` is `from` or before) up to `to`, in order.
 * Empty for an empty schedule. `timeZone` is an IANA name, times are milliseconds since 1970.
 */
export function periodStarts(
  schedule: WeeklySchedule,
  timeZone: string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly PeriodStart[] {
  if (schedule.length === 0) return []
  // A week and a day back there is one in any case; a day on, in case the clocks were changed.
  const first = Math.floor((from + zoneOffset(timeZone, from)) / dayMillis) - 8
  const last = Math.floor((to + zoneOffset(timeZone, to)) / dayMillis) + 1
  const starts: PeriodStart[] = []
  for (let day = first; day <= last; day += 1) starts.push(...startsOfDay(schedule, timeZone, day))
  const sorted = starts.toSorted((one, other) => one.at - other.at).filter(({ at }) => at <= to)
  const inForce = sorted.findLastIndex(({ at }) => at <= from)
  return sorted.slice(Math.max(0, inForce))
}

/** `day` counts local days since 1970-01-01, which was a Thursday. */
function startsOfDay(schedule: WeeklySchedule, timeZone: string, day: number): readonly PeriodStart[] {
  const weekday = (((day + 4) % 7) + 7) % 7
  return schedule
    .filter((period) => period.day === weekday)
    .map((period) => ({
      at: momentOf(timeZone, day * dayMillis + period.minute * minuteMillis),
      period,
    }))
}

/** The period that is in force at `now`; `undefined` without a schedule. */
export function periodAt(schedule: WeeklySchedule, timeZone: string, now: number): PeriodStart | undefined {
  return periodStarts(schedule, timeZone, { from: now, to: now })[0]
}

/** The beginning that comes after `now`; `undefined` without a schedule. */
export function nextPeriod(schedule: WeeklySchedule, timeZone: string, now: number): PeriodStart | undefined {
  return periodStarts(schedule, timeZone, { from: now, to: now + 8 * dayMillis }).find(({ at }) => at > now)
}
