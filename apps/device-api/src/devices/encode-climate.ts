import { fahrenheitOf, toTenth } from '../temperature.ts'
import { outdoorAt } from '../weather.ts'
import { type Climate, type ClimateRange, climateAt, type Fan, type Hold, hvacStateOf } from './climate.ts'
import type { SchedulePeriod } from './weekly-schedule.ts'

/** As `Date` counts. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

export const holdKinds = {
  schedule: 'schedule',
  next_period: 'next period',
  until: 'until',
  permanent: 'permanent',
  vacation: 'vacation',
} as const satisfies Readonly<Record<string, Hold['kind']>>

export type WireHoldKind = keyof typeof holdKinds

const inBothUnits = (celsius: number) => ({ c: toTenth(celsius), f: toTenth(fahrenheitOf(celsius)) })

const isoTime = (millis: number) => new Date(millis).toISOString()

/** The set point that counts; of `auto`, which has two, the middle. */
function targetOf({ mode, heat, cool }: Climate): number {
  if (mode === 'auto') return (heat + cool) / 2
  return mode === 'cool' ? cool : heat
}

function encodeHold(hold: Hold) {
  const kind = Object.entries(holdKinds).find(([, inside]) => inside === hold.kind)?.[0] ?? hold.kind
  return { kind, ...(hold.kind === 'until' && { until: isoTime(hold.at) }) }
}

function encodeFan({ mode, minutes, until }: Fan) {
  return { mode, timer_minutes: minutes, timer_until: until === undefined ? null : isoTime(until) }
}

const twoDigits = (number: number) => String(number).padStart(2, '0')

function encodePeriod({ day, minute, name, heat, cool }: SchedulePeriod) {
  const time = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
  return { day: weekdays[day], time, name, low_c: toTenth(heat), high_c: toTenth(cool) }
}

const encodeBand = ({ low, high }: { readonly low: number; readonly high: number }) => ({
  low_c: toTenth(low),
  high_c: toTenth(high),
})

/** What a device with a climate measures and how it is set, at `now` (milliseconds since 1970). */
export function encodeClimate(stored: Climate, range: ClimateRange, now: number) {
  const climate = climateAt(stored, range, now)
  const target = inBothUnits(targetOf(climate))
  const ambient = inBothUnits(climate.ambient)
  const outside = inBothUnits(outdoorAt(range.outdoor, now))
  return {
    mode: climate.mode,
    hvac_state: hvacStateOf(climate),
    target_temperature_c: target.c,
    target_temperature_f: target.f,
    target_temperature_low_c: toTenth(climate.heat),
    target_temperature_high_c: toTenth(climate.cool),
    ambient_temperature_c: ambient.c,
    ambient_temperature_f: ambient.f,
    outdoor_temperature_c: outside.c,
    outdoor_temperature_f: outside.f,
    humidity_percent: Math.round(climate.humidity),
    eco_temperatures: encodeBand(climate.eco),
    hold: encodeHold(climate.hold),
    schedule: climate.schedule.map(encodePeriod),
    ...(range.hasFan && { fan: encodeFan(climate.fan) }),
    temperature_scale: climate.scale,
    temperature_lock: climate.lock === undefined ? null : encodeBand(climate.lock),
    emergency_heat: climate.isEmergencyHeat,
  }
}
