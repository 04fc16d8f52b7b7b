import { z } from 'zod'
import type { Climate, ClimateChange, ClimateRange, Hold } from '../devices/climate.ts'
import { Problem } from '../problem.ts'
import { type Degrees, deadbandOf, degreesOf, limitsOf, setpointOf } from './degrees.ts'
import { nextTimeAt, secondOf } from './local-time.ts'
import { allowedModes, modeNames, modeOf, setpointsOf, statusNames } from './modes.ts'

const oneOf = (names: readonly string[]) => `must be one of ${names.join(', ')}`

const members = z.object({
  mode: z.enum(modeNames, oneOf(modeNames)).optional(),
  heatSetpoint: z.number('must be a number').optional(),
  coolSetpoint: z.number('must be a number').optional(),
  thermostatSetpointStatus: z.enum(statusNames, oneOf(statusNames)).optional(),
  nextPeriodTime: z.string('must be a time as 19:00:00').nullish(),
  autoChangeoverActive: z.boolean('must be true or false').optional(),
})

export type ThermostatBody = z.output<typeof members>

/** The first mistake of a body in a sentence. */
export function decodeBody<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(json)
  if (success) return data
  const [issue] = error.issues
  const member = issue?.path.join('.')
  throw new Problem(400, member ? `${member} ${issue?.message}` : 'The body must be a JSON object')
}

/** The body of `POST /v2/devices/thermostats/{id}`; what else stands in it is not read. */
export function decodeThermostatBody(json: unknown): ThermostatBody {
  const body = decodeBody(members, json)
  if (Object.values(body).every((value) => value === undefined || value === null))
    throw new Problem(400, `Send at least one of ${Object.keys(members.shape).join(', ')}`)
  return body
}

/** What the body asks of a thermostat as it is now (`climate.at`). Throws a 400 `Problem` for what the device cannot do. */
export function thermostatChange(body: ThermostatBody, climate: Climate, range: ClimateRange): ClimateChange {
  const mode = askedMode(body, range)
  const setpoints = askedSetpoints(body, { climate, range, mode: mode ?? climate.mode })
  return { mode, ...setpoints, hold: askedHold(body, climate) }
}

function askedMode({ mode, autoChangeoverActive }: ThermostatBody, range: ClimateRange) {
  const name = mode ?? (autoChangeoverActive === true ? 'Auto' : undefined)
  if (name === undefined) return undefined
  const allowed = allowedModes(range)
  if (!allowed.includes(name)) throw new Problem(400, `mode ${oneOf(allowed)}`)
  return modeOf(name)
}

interface Target {
  readonly climate: Climate
  readonly range: ClimateRange
  readonly mode: Climate['mode']
}

/** Where a device changes over by itself, heating and cooling stay apart: what was not moved gives way to what was. */
function askedSetpoints(body: ThermostatBody, { climate, range, mode }: Target) {
  const degrees = degreesOf(climate)
  const before = setpointsOf(climate)
  const limits = limitsOf(degrees, range, climate)
  const heat = moved('heatSetpoint', body, degrees, limits)
  const cool = moved('coolSetpoint', body, degrees, limits)
  const present = { heat: setpointOf(degrees, before.heat), cool: setpointOf(degrees, before.cool) }
  const gap = deadbandOf(degrees, range)
  const isClose = mode === 'auto' && (cool ?? present.cool) - (heat ?? present.heat) < gap
  if (!isClose) return inCelsius({ heat, cool }, degrees)
  const isHeatMoved = heat !== undefined && heat !== present.heat
  const isCoolMoved = cool !== undefined && cool !== present.cool
  if (isHeatMoved && isCoolMoved)
    throw new Problem(400, `coolSetpoint must be at least ${gap} above heatSetpoint`)
  const apart = isCoolMoved
    ? { heat: cool - gap, cool }
    : { heat: heat ?? present.heat, cool: (heat ?? present.heat) + gap }
  const { least, most } = limits
  if (apart.heat < least || apart.cool > most)
    throw new Problem(400, `heatSetpoint and coolSetpoint must be ${gap} apart, from ${least} to ${most}`)
  return inCelsius(apart, degrees)
}

function moved(
  member: 'heatSetpoint' | 'coolSetpoint',
  body: ThermostatBody,
  { step }: Degrees,
  { least, most }: ReturnType<typeof limitsOf>,
): number | undefined {
  const asked = body[member]
  if (asked === undefined) return undefined
  if (asked < least || asked > most) throw new Problem(400, `${member} must be from ${least} to ${most}`)
  return Math.round(asked / step) * step
}

function inCelsius(
  { heat, cool }: { readonly heat: number | undefined; readonly cool: number | undefined },
  { toCelsius }: Degrees,
) {
  return {
    ...(heat !== undefined && { heat: toCelsius(heat) }),
    ...(cool !== undefined && { cool: toCelsius(cool) }),
  }
}

function askedHold(body: ThermostatBody, climate: Climate): Hold | undefined {
  switch (body.thermostatSetpointStatus) {
    case 'NoHold':
      return { kind: 'schedule' }
    case 'TemporaryHold':
      return { kind: 'next period' }
    case 'PermanentHold':
      return { kind: 'permanent' }
    case 'VacationHold':
      return { kind: 'vacation' }
    case 'HoldUntil':
      return { kind: 'until', at: holdEnd(body.nextPeriodTime, climate) }
    default:
      return undefined
  }
}

function holdEnd(text: string | null | undefined, { timeZone, at }: Climate): number {
  const second = secondOf(text ?? '')
  if (second === undefined)
    throw new Problem(400, 'nextPeriodTime must be a time as 19:00:00, when the status is HoldUntil')
  return nextTimeAt(timeZone, second, at)
}
