import type { Climate, ClimateMode, ClimateRange } from '../devices/climate.ts'
import { hvacStateOf } from '../devices/climate.ts'
import type { HvacState } from '../thermal-model.ts'

export const nestModes = ['heat', 'cool', 'heat-cool', 'eco', 'off'] as const
export type NestMode = (typeof nestModes)[number]

const ours: Readonly<Record<NestMode, ClimateMode>> = {
  heat: 'heat',
  cool: 'cool',
  'heat-cool': 'auto',
  eco: 'eco',
  off: 'off',
}

export const canHeat = ({ modes }: ClimateRange) => modes.includes('heat')
export const canCool = ({ modes }: ClimateRange) => modes.includes('cool')

/** Nest's programs know `heat-cool` only of what can do both: a heat pump that minds itself heats, for them. */
export function nestModeOf(mode: ClimateMode, range: ClimateRange): NestMode {
  if (mode !== 'auto') return mode
  return canHeat(range) && canCool(range) ? 'heat-cool' : 'heat'
}

/** `undefined`: this device cannot. */
export function climateModeOf(mode: NestMode, range: ClimateRange): ClimateMode | undefined {
  const wanted = ours[mode]
  return range.modes.includes(wanted) && nestModeOf(wanted, range) === mode ? wanted : undefined
}

export function nestStateOf(climate: Climate, range: ClimateRange): HvacState {
  const state = hvacStateOf(climate)
  return state === 'cooling' && !canCool(range) ? 'off' : state
}

/** The leaf on the display: what is set saves energy. */
export function hasLeaf({ mode, heat, cool }: Climate): boolean {
  const isThrifty = { heat: heat <= 20, cool: cool >= 25 }
  if (mode === 'auto') return isThrifty.heat && isThrifty.cool
  return mode === 'heat' || mode === 'cool' ? isThrifty[mode] : true
}

/** How long it still takes, in quarters of an hour as the display says it. */
export function timeToTarget(climate: Climate, range: ClimateRange): string {
  const aims: Readonly<Partial<Record<HvacState, number>>> = {
    heating: climate.mode === 'eco' ? climate.eco.low : climate.heat,
    cooling: climate.mode === 'eco' ? climate.eco.high : climate.cool,
  }
  const aim = aims[nestStateOf(climate, range)]
  if (aim === undefined) return '~0'
  // The equipment drives one degree beyond what it aims at (thermal-model.ts).
  const minutes = (range.driveSeconds / 60) * Math.log(Math.abs(aim - climate.ambient) + 1)
  const quarters = Math.ceil(minutes / 15)
  return quarters > 8 ? '>120' : `~${quarters * 15}`
}
