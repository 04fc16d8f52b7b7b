import {
  ambientAfter,
  type ComfortBand,
  type HvacState,
  hvacState,
  type ThermalSetting,
} from '../thermal-model.ts'
import type { WeeklySchedule } from './weekly-schedule.ts'

export const climateModes = ['heat', 'cool', 'auto', 'off', 'eco'] as const
export type ClimateMode = (typeof climateModes)[number]

/** What a kind of device can do with the climate of a home. Temperatures in °C, times in seconds. */
export interface ClimateRange {
  readonly modes: readonly ClimateMode[]
  readonly target: { readonly least: number; readonly most: number; readonly step: number }
  readonly hasFan: boolean
  readonly driveSeconds: number
  readonly lossSeconds: number
  readonly outdoor: number
  /** A new device starts like this. */
  readonly begin: Pick<Climate, 'ambient' | 'heat' | 'cool' | 'mode'>
}

/** Whether a set point follows the schedule, and until when it does not. */
export type Hold =
  | { readonly kind: 'schedule' }
  /** Until the schedule's next period. */
  | { readonly kind: 'next period' }
  /** Milliseconds since 1970. */
  | { readonly kind: 'until'; readonly at: number }
  | { readonly kind: 'permanent' }
  | { readonly kind: 'vacation' }

export interface Fan {
  readonly mode: 'auto' | 'on' | 'circulate'
  /** Of the timer, one of `fanMinutes`. */
  readonly minutes: number
  /** The timer runs until then, milliseconds since 1970. */
  readonly until?: number
}

export const fanMinutes = [15, 30, 45, 60, 120, 240, 480, 720] as const

/** The climate as it was at `at`; what it is now follows from the thermal model. Temperatures in °C. */
export interface Climate {
  readonly ambient: number
  /** Relative humidity in percent. */
  readonly humidity: number
  readonly mode: ClimateMode
  /** The mode before `eco`, to which a person goes back. */
  readonly previousMode?: ClimateMode
  /** Set points: heat is held from below, cool from above; `auto` minds both. */
  readonly heat: number
  readonly cool: number
  /** The band of `eco`: kept from frost damage and from heat. */
  readonly eco: { readonly low: number; readonly high: number }
  readonly hold: Hold
  readonly schedule: WeeklySchedule
  readonly fan: Fan
  /** In which unit its display speaks. */
  readonly scale: 'C' | 'F'
  /** Set points may only be moved within, when somebody locked it. */
  readonly lock?: { readonly low: number; readonly high: number }
  readonly isEmergencyHeat: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface ClimateChange {
  readonly heat?: number | undefined
  readonly cool?: number | undefined
  readonly mode?: ClimateMode | undefined
  readonly eco?: Climate['eco'] | undefined
  readonly hold?: Hold | undefined
  readonly schedule?: WeeklySchedule | undefined
  readonly fan?: Fan | undefined
  readonly scale?: Climate['scale'] | undefined
  readonly lock?: Climate['lock'] | undefined
  readonly isEmergencyHeat?: boolean | undefined
}

const bands: Readonly<Record<ClimateMode, (climate: Climate) => ComfortBand>> = {
  heat: ({ heat: low }) => ({ low }),
  cool: ({ cool: high }) => ({ high }),
  auto: ({ heat: low, cool: high }) => ({ low, high }),
  off: () => ({}),
  eco: ({ eco }) => eco,
}

function settingOf(climate: Climate, range: ClimateRange): ThermalSetting {
  return { ...range, band: bands[climate.mode](climate) }
}

/** The climate at `now`. A clock that went backwards changes nothing. */
export function climateAt(climate: Climate, range: ClimateRange, now: number): Climate {
  if (now <= climate.at) return climate
  const ambient = ambientAfter(climate.ambient, (now - climate.at) / 1000, settingOf(climate, range))
  return { ...climate, ambient, at: now }
}

/** What was so until `now` has its effect, then the change holds. */
export function changeClimate(
  climate: Climate,
  range: ClimateRange,
  change: ClimateChange,
  now: number,
): Climate {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const before = climateAt(climate, range, now)
  const previousMode = change.mode === 'eco' && before.mode !== 'eco' ? { previousMode: before.mode } : {}
  return { ...before, ...previousMode, ...given }
}

export function hvacStateOf(climate: Climate): HvacState {
  return hvacState(climate.ambient, bands[climate.mode](climate))
}

/** A thermostat as it is unpacked. */
export function firstClimate({ begin }: ClimateRange, now: number): Climate {
  return {
    ...begin,
    humidity: 45,
    eco: { low: 15, high: 28 },
    hold: { kind: 'permanent' },
    schedule: [],
    fan: { mode: 'auto', minutes: 15 },
    scale: 'C',
    isEmergencyHeat: false,
    at: now,
  }
}
