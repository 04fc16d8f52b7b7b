import { z } from 'zod'
import { nameText } from '../name-text.ts'
import { celsiusOf, fahrenheitOf } from '../temperature.ts'
import { type ClimateChange, type ClimateRange, type Fan, fanMinutes, type Hold } from './climate.ts'
import { holdKinds, type WireHoldKind, weekdays } from './encode-climate.ts'
import type { SchedulePeriod, WeeklySchedule } from './weekly-schedule.ts'

/** Number of steps between two temperatures is whole, whatever binary fractions do. */
const isStep = (degrees: number, step: number) => Number.isInteger(degrees / step)

const wireHoldKinds = Object.keys(holdKinds) as [WireHoldKind, ...WireHoldKind[]]

/** A schedule may change every hour of the week. */
const mostPeriods = 168

function temperatures({ least, most, step }: ClimateRange['target']) {
  const leastF = Math.ceil(fahrenheitOf(least))
  const mostF = Math.floor(fahrenheitOf(most))
  const celsiusText = `must be a number from ${least} to ${most} (°C) in steps of ${step}`
  const fahrenheitText = `must be a whole number from ${leastF} to ${mostF} (°F)`
  const isCelsius = (value: number) => value >= least && value <= most && isStep(value, step)
  const isFahrenheit = (value: number) => value >= leastF && value <= mostF && isStep(value, 1)
  return {
    celsius: z.number(celsiusText).refine(isCelsius, celsiusText),
    fahrenheit: z.number(fahrenheitText).refine(isFahrenheit, fahrenheitText),
  }
}

const isOrdered = ({ low_c: low, high_c: high }: { low_c: number; high_c: number }) => low <= high
const orderedText = 'must have a low_c that is not above its high_c'

function bandOf(celsius: z.ZodType<number>) {
  const shape = { low_c: celsius, high_c: celsius }
  return z.strictObject(shape, 'must be an object with low_c and high_c').refine(isOrdered, orderedText)
}

const hold = z
  .strictObject(
    {
      kind: z.enum(wireHoldKinds, `must be one of ${wireHoldKinds.join(', ')}`),
      until: z.iso
        .datetime({ offset: true, error: 'must be a time such as 2026-01-15T18:00:00Z' })
        .optional(),
    },
    'must be an object with kind',
  )
  .refine(
    ({ kind, until }) => (kind === 'until') === (until !== undefined),
    'has until with the kind until, and only with it',
  )

const minutesText = `must be one of ${fanMinutes.join(', ')}`
const fan = z.strictObject(
  {
    mode: z.enum(['auto', 'on', 'circulate'], 'must be one of auto, on, circulate').optional(),
    timer_minutes: z
      .literal([...fanMinutes], minutesText)
      .nullable()
      .optional(),
  },
  'must be an object with mode or timer_minutes',
)

function scheduleOf(celsius: z.ZodType<number>) {
  const period = z
    .strictObject(
      {
        day: z.enum(weekdays, `must be one of ${weekdays.join(', ')}`),
        time: z.string('must be text').regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 06:30'),
        name: nameText,
        low_c: celsius,
        high_c: celsius,
      },
      'must be an object with day, time, name, low_c and high_c',
    )
    .refine(isOrdered, orderedText)
  return z
    .array(period, 'must be a list of periods')
    .max(mostPeriods, `must have ${mostPeriods} periods at most`)
    .refine((list) => new Set(list.map(({ day, time }) => `${day} ${time}`)).size === list.length, {
      message: 'must not have two periods that begin at the same time',
    })
}

/** What of a climate may be changed, as zod checks it. */
export function climateMembers({ modes, target, hasFan }: ClimateRange) {
  const { celsius, fahrenheit } = temperatures(target)
  return {
    mode: z.enum(modes, `must be one of ${modes.join(', ')}`),
    target_temperature_c: celsius,
    target_temperature_f: fahrenheit,
    ...(modes.includes('auto') && { target_temperature_low_c: celsius, target_temperature_high_c: celsius }),
    eco_temperatures: bandOf(celsius),
    hold,
    schedule: scheduleOf(celsius),
    ...(hasFan && { fan }),
    temperature_scale: z.enum(['C', 'F'], 'must be C or F'),
    temperature_lock: bandOf(celsius).nullable(),
    emergency_heat: z.boolean('must be true or false'),
  }
}

type Band = z.output<ReturnType<typeof bandOf>>

/** The members of a body that speak of a climate. */
export interface ClimateBody {
  readonly mode?: ClimateChange['mode']
  readonly target_temperature_c?: number | undefined
  readonly target_temperature_f?: number | undefined
  readonly target_temperature_low_c?: number | undefined
  readonly target_temperature_high_c?: number | undefined
  readonly eco_temperatures?: Band | undefined
  readonly hold?: z.output<typeof hold> | undefined
  readonly schedule?: z.output<ReturnType<typeof scheduleOf>> | undefined
  readonly fan?: z.output<typeof fan> | undefined
  readonly temperature_scale?: 'C' | 'F' | undefined
  readonly temperature_lock?: Band | null | undefined
  readonly emergency_heat?: boolean | undefined
}

/** Two ways to say the same thing, of which a body may use one. */
export function hasOneTarget(body: ClimateBody): boolean {
  const inC = body.target_temperature_c !== undefined
  const inF = body.target_temperature_f !== undefined
  const apart = body.target_temperature_low_c !== undefined || body.target_temperature_high_c !== undefined
  return [inC, inF, apart].filter(Boolean).length <= 1
}

function holdOf({ hold: asked, schedule }: ClimateBody): Hold | undefined {
  // Who writes a schedule wants it followed.
  if (asked === undefined) return schedule === undefined ? undefined : { kind: 'schedule' }
  const { kind, until = '' } = asked
  return kind === 'until' ? { kind, at: Date.parse(until) } : ({ kind: holdKinds[kind] } as Hold)
}

function scheduleOfBody({ schedule }: ClimateBody): WeeklySchedule | undefined {
  const periods = schedule?.map(({ day, time, name, low_c: heat, high_c: cool }): SchedulePeriod => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return { day: weekdays.indexOf(day), minute: hours * 60 + minutes, name, heat, cool }
  })
  return periods?.toSorted((one, other) => one.day - other.day || one.minute - other.minute)
}

function fanOf({ fan: asked }: ClimateBody, now: number): Fan | undefined {
  if (asked === undefined) return undefined
  const { mode, timer_minutes: minutes } = asked
  if (minutes === null || minutes === undefined) return { mode: mode ?? 'auto', minutes: 15 }
  return { mode: mode ?? 'on', minutes, until: now + minutes * 60_000 }
}

const insideBand = (band: Band) => ({ low: band.low_c, high: band.high_c })

/** `undefined`: the body does not speak of the climate. */
export function decodeClimateChange(body: ClimateBody, now: number): ClimateChange | undefined {
  const fahrenheit = body.target_temperature_f
  const both = fahrenheit === undefined ? body.target_temperature_c : celsiusOf(fahrenheit)
  const lock = body.temperature_lock
  const change = {
    mode: body.mode,
    heat: both ?? body.target_temperature_low_c,
    cool: both ?? body.target_temperature_high_c,
    eco: body.eco_temperatures && insideBand(body.eco_temperatures),
    hold: holdOf(body),
    schedule: scheduleOfBody(body),
    fan: fanOf(body, now),
    scale: body.temperature_scale,
    lock: lock && insideBand(lock),
    isEmergencyHeat: body.emergency_heat,
  } satisfies ClimateChange
  const isSilent = Object.values(change).every((value) => value === undefined)
  return isSilent ? undefined : change
}
