import type { Climate, ClimateMode, ClimateRange, Fan, Hold } from '../devices/climate.ts'

// Honeywell's words for ours, both ways.

export const modeNames = ['Heat', 'Cool', 'Auto', 'Off'] as const
export type ModeName = (typeof modeNames)[number]

const modes: Readonly<Record<ModeName, ClimateMode>> = {
  Heat: 'heat',
  Cool: 'cool',
  Auto: 'auto',
  Off: 'off',
}

export const modeOf = (name: ModeName): ClimateMode => modes[name]

/** A device that saves energy keeps a wide band from both sides, which is what `Auto` says. */
export function modeNameOf(mode: ClimateMode): ModeName {
  return modeNames.find((name) => modes[name] === mode) ?? 'Auto'
}

export function allowedModes(range: ClimateRange): readonly ModeName[] {
  return modeNames.filter((name) => range.modes.includes(modes[name]))
}

export const statusNames = ['NoHold', 'TemporaryHold', 'PermanentHold', 'HoldUntil', 'VacationHold'] as const
export type StatusName = (typeof statusNames)[number]

const statuses: Readonly<Record<Hold['kind'], StatusName>> = {
  schedule: 'NoHold',
  'next period': 'TemporaryHold',
  permanent: 'PermanentHold',
  until: 'HoldUntil',
  vacation: 'VacationHold',
}

export const statusNameOf = ({ kind }: Hold): StatusName => statuses[kind]

export const fanNames = ['On', 'Auto', 'Circulate'] as const
export type FanName = (typeof fanNames)[number]

const fanModes: Readonly<Record<FanName, Fan['mode']>> = { On: 'on', Auto: 'auto', Circulate: 'circulate' }

export const fanModeOf = (name: FanName): Fan['mode'] => fanModes[name]
export const fanNameOf = ({ mode }: Fan): FanName =>
  fanNames.find((name) => fanModes[name] === mode) ?? 'Auto'

export const priorityNames = ['PickARoom', 'FollowMe', 'WholeHouse'] as const
export type PriorityName = (typeof priorityNames)[number]

/** The set points that count: of a device that saves energy its band. */
export function setpointsOf(climate: Climate): { readonly heat: number; readonly cool: number } {
  const { mode, eco, heat, cool } = climate
  return mode === 'eco' ? { heat: eco.low, cool: eco.high } : { heat, cool }
}
