import { ambientAfter } from '../thermal-model.ts'
import { humidityOf, nextWeatherAt, outdoorAt } from '../weather.ts'
import type { Climate, ClimateRange, Fan, Hold } from './climate.ts'
import { comfortBand } from './comfort-band.ts'
import { nextPeriod, periodStarts } from './weekly-schedule.ts'

/** Set points that hold from a moment on. */
interface SetPoints {
  readonly at: number
  readonly heat: number
  readonly cool: number
}

/** Older than this no home remembers how warm it was; times are whole days, so that what is asked twice is computed alike. */
const dayMillis = 86_400_000
const memoryMillis = 20 * dayMillis

/** From when on the schedule counts; infinite: never by itself. */
function followsFrom({ hold, schedule, timeZone, at }: Climate): number {
  const ends: { readonly [Kind in Hold['kind']]: (hold: Extract<Hold, { kind: Kind }>) => number } = {
    schedule: () => at,
    'next period': () => nextPeriod(schedule, timeZone, at)?.at ?? Number.POSITIVE_INFINITY,
    until: ({ at: end }) => Math.max(at, end),
    permanent: () => Number.POSITIVE_INFINITY,
    vacation: () => Number.POSITIVE_INFINITY,
  }
  // The table has an entry for each kind, which TypeScript cannot follow through an index.
  return (ends[hold.kind] as (hold: Hold) => number)(hold)
}

/** What the schedule does until `now`, in order. */
function setPointsUntil({ schedule, timeZone }: Climate, from: number, now: number): readonly SetPoints[] {
  if (from > now) return []
  return periodStarts(schedule, timeZone, { from, to: now }).map(({ at, period: { heat, cool } }) => ({
    at: Math.max(from, at),
    heat,
    cool,
  }))
}

function fanAt({ fan }: Climate, now: number): Fan {
  const { until, minutes } = fan
  return until !== undefined && until <= now ? { mode: 'auto', minutes } : fan
}

/**
 * The climate at `now` (milliseconds since 1970): the room as the weather of each hour, the equipment and the schedule have
 * left it; set points, hold and fan as they are then. The schedule is read in `climate.timeZone`, which the store fills in. A
 * clock that went backwards changes nothing. Pure: asked in two steps it comes to the same as in one.
 */
export function climateAt(climate: Climate, range: ClimateRange, now: number): Climate {
  if (now <= climate.at) return climate
  const from = followsFrom(climate)
  const ahead = [...setPointsUntil(climate, from, now)]
  const forgotten = Math.floor((now - memoryMillis) / dayMillis) * dayMillis
  let { ambient, heat, cool } = climate
  for (let at = climate.at; at < now; ) {
    for (let next = ahead[0]; next !== undefined && next.at <= at; next = ahead[0]) {
      ;({ heat, cool } = next)
      ahead.shift()
    }
    const end = at < forgotten ? forgotten : Math.min(now, nextWeatherAt(at), ahead[0]?.at ?? now)
    const setting = {
      ...range,
      band: comfortBand({ ...climate, heat, cool }),
      outdoor: outdoorAt(range.outdoor, at),
    }
    if (at >= forgotten) ambient = ambientAfter(ambient, (end - at) / 1000, setting)
    at = end
  }
  const last = ahead.at(-1) ?? { heat, cool }
  const hold: Hold = from <= now ? { kind: 'schedule' } : climate.hold
  const humidity = humidityOf(ambient, outdoorAt(range.outdoor, now))
  return {
    ...climate,
    ambient,
    humidity,
    heat: last.heat,
    cool: last.cool,
    hold,
    fan: fanAt(climate, now),
    at: now,
  }
}
