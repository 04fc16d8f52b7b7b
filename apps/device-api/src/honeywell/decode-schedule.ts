import { z } from 'zod'
import type { Climate, ClimateRange } from '../devices/climate.ts'
import type { SchedulePeriod, WeeklySchedule } from '../devices/weekly-schedule.ts'
import { nameText } from '../name-text.ts'
import { Problem } from '../problem.ts'
import { dayNames } from './day-names.ts'
import { decodeBody } from './decode-thermostat-change.ts'
import { deadbandOf, degreesOf, limitsOf } from './degrees.ts'
import { secondOf } from './local-time.ts'

const period = z.object({
  isCancelled: z.boolean('must be true or false').optional(),
  periodType: nameText.optional(),
  startTime: z.string('must be a time as 06:00:00'),
  heatSetPoint: z.number('must be a number').optional(),
  coolSetPoint: z.number('must be a number').optional(),
})

const day = z.object({
  day: z.enum(dayNames, `must be one of ${dayNames.join(', ')}`),
  periods: z.array(period, 'must be a list').max(12, 'must hold twelve at most'),
})

const members = z.object({
  timedSchedule: z.object(
    { days: z.array(day, 'must be a list').max(7, 'must hold seven at most') },
    'must be an object',
  ),
})

type Period = z.output<typeof period>

/** The whole week of `POST /v2/devices/schedule/{id}`, in °C; set points that a period leaves out stay as they are. */
export function decodeSchedule(json: unknown, climate: Climate, range: ClimateRange): WeeklySchedule {
  const { days } = decodeBody(members, json).timedSchedule
  if (new Set(days.map((one) => one.day)).size < days.length)
    throw new Problem(400, 'timedSchedule.days must not name a day twice')
  const periods = days.flatMap((one) =>
    one.periods
      .filter(({ isCancelled }) => isCancelled !== true)
      .map((asked, index) => decodePeriod(asked, { day: dayNames.indexOf(one.day), index, climate, range })),
  )
  return periods.toSorted((one, other) => one.day - other.day || one.minute - other.minute)
}

interface Place {
  readonly day: number
  readonly index: number
  readonly climate: Climate
  readonly range: ClimateRange
}

function decodePeriod(asked: Period, { day, index, climate, range }: Place): SchedulePeriod {
  const second = secondOf(asked.startTime)
  if (second === undefined) throw new Problem(400, 'startTime must be a time as 06:00:00')
  const degrees = degreesOf(climate)
  const heat = setpoint('heatSetPoint', asked, climate, range) ?? climate.heat
  const cool = setpoint('coolSetPoint', asked, climate, range) ?? climate.cool
  const gap = degrees.toCelsius(deadbandOf(degrees, range)) - degrees.toCelsius(0)
  if (deadbandOf(degrees, range) > 0 && cool - heat < gap - 0.01)
    throw new Problem(400, `coolSetPoint must be at least ${deadbandOf(degrees, range)} above heatSetPoint`)
  return { day, minute: Math.floor(second / 60), name: asked.periodType ?? `P${index + 1}`, heat, cool }
}

function setpoint(
  member: 'heatSetPoint' | 'coolSetPoint',
  asked: Period,
  climate: Climate,
  range: ClimateRange,
): number | undefined {
  const value = asked[member]
  if (value === undefined) return undefined
  const degrees = degreesOf(climate)
  const { least, most } = limitsOf(degrees, range, climate)
  if (value < least || value > most) throw new Problem(400, `${member} must be from ${least} to ${most}`)
  return degrees.toCelsius(Math.round(value / degrees.step) * degrees.step)
}
