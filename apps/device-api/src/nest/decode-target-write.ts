import type { Climate } from '../devices/climate.ts'
import type { NestMode } from './nest-mode.ts'
import { NestProblem, shownValue } from './nest-problem.ts'
import { type NestScale, nestDegrees, nestScales } from './nest-temperature.ts'

/** What is to be set, and where: `mode` as it is once the write is done. */
export interface TargetSituation {
  readonly climate: Climate
  readonly mode: NestMode
  readonly isAway: boolean
}

/** Set points in °C. */
export interface TargetChange {
  readonly heat?: number
  readonly cool?: number
}

interface TargetField {
  /** Without its scale, as errors name it. */
  readonly name: string
  readonly bound: 'low' | 'high' | undefined
  readonly scale: NestScale
}

const targetPattern = /^(target_temperature(?:_(low|high))?)_([fc])$/

export function targetField(field: string): TargetField | undefined {
  const [, name, bound, scale] = targetPattern.exec(field) ?? []
  if (name === undefined) return undefined
  return { name, bound: bound as TargetField['bound'], scale: scale as NestScale }
}

function decodeDegrees(value: unknown, scale: NestScale): number {
  if (typeof value === 'number') return nestScales[scale].rounded(value)
  const temp = shownValue(value)
  throw new NestProblem('format-error', `Temperature '${temp}' is in wrong format`, { field_name: temp })
}

/** One set point counts in heat and cool, two in heat-cool, none in eco and off. */
function checkMode({ name, bound }: TargetField, mode: NestMode): void {
  if (mode === 'eco')
    throw new NestProblem('mode-error', 'Cannot change target temperature while mode is eco')
  const modes: readonly NestMode[] = bound === undefined ? ['heat', 'cool'] : ['heat-cool']
  if (!modes.includes(mode))
    throw new NestProblem('mode-error', `Cannot set ${name} while mode is ${mode}`, { fieldName: name, mode })
}

function checkRange(degrees: number, scale: NestScale): void {
  const { least, most } = nestScales[scale]
  if (degrees >= least && degrees <= most) return
  const [side, temp] = [degrees < least ? 'low' : 'high', nestDegrees(degrees)] as const
  throw new NestProblem(
    `${side}-${scale}-value`,
    `Temperature ${scale.toUpperCase()} value is too ${side}: ${temp}`,
    { [tempName(scale)]: temp },
  )
}

const tempName = (scale: NestScale) => `temp${scale.toUpperCase()}`

/** Compared as the display shows them: the bounds were set there. */
function checkLock(degrees: number, scale: NestScale, lock: Climate['lock']): void {
  if (lock === undefined) return
  const [low, high] = [nestScales[scale].shown(lock.low), nestScales[scale].shown(lock.high)]
  if (degrees >= low && degrees <= high) return
  const [side, bound] = degrees < low ? (['low', low] as const) : (['high', high] as const)
  const [temp, limit] = [nestDegrees(degrees), nestDegrees(bound)]
  throw new NestProblem(
    `${side}-${scale}-value-4-lock`,
    `Temperature ${scale.toUpperCase()} '${temp}' is too ${side} for lock temperature '${limit}'`,
    { [tempName(scale)]: temp, [`${side}LockTemp`]: limit },
  )
}

function decodeTarget(field: TargetField, value: unknown, situation: TargetSituation): TargetChange {
  const degrees = decodeDegrees(value, field.scale)
  checkMode(field, situation.mode)
  if (situation.isAway)
    throw new NestProblem('mode-error', 'Cannot change target temperature while structure is away')
  checkRange(degrees, field.scale)
  checkLock(degrees, field.scale, situation.climate.lock)
  const celsius = nestScales[field.scale].celsius(degrees)
  const isCool = field.bound === 'high' || (field.bound === undefined && situation.mode === 'cool')
  return isCool ? { cool: celsius } : { heat: celsius }
}

/** The two of heat-cool stay apart, whichever of them is written. */
function checkOrder({ heat, cool }: Required<TargetChange>, scale: NestScale): void {
  if (heat < cool) return
  const [lowTemp, highTemp] = [heat, cool].map((celsius) => nestDegrees(nestScales[scale].shown(celsius)))
  throw new NestProblem(
    'low-high-error',
    `Cannot set target low temperature '${lowTemp}' higher than target high temperature '${highTemp}'`,
    { lowTemp: `${lowTemp}`, highTemp: `${highTemp}` },
  )
}

/** As far as Nest's programs keep them apart, °C. */
const gap = 1.5

/** Each mode keeps its set point: who goes over to heat-cool may find them in the wrong order. */
function parted({ heat, cool }: Climate): TargetChange {
  if (heat < cool) return {}
  const high = Math.min(heat + gap, nestScales.c.most)
  return { heat: high - gap, cool: high }
}

/** The set points of a write; where it names one in both scales, the last counts. */
export function decodeTargets(
  fields: ReadonlyMap<string, unknown>,
  situation: TargetSituation,
): TargetChange {
  const targets = [...fields].flatMap(([name, value]) => {
    const field = targetField(name)
    return field === undefined ? [] : [{ field, change: decodeTarget(field, value, situation) }]
  })
  const { climate, mode } = situation
  const last = targets.at(-1)
  if (last === undefined) return mode === 'heat-cool' ? parted(climate) : {}
  const change: TargetChange = Object.assign({}, ...targets.map((target) => target.change))
  if (mode === 'heat-cool')
    checkOrder({ heat: climate.heat, cool: climate.cool, ...change }, last.field.scale)
  return change
}
