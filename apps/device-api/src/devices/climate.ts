import { climateAt } from './climate-at.ts'
import type { WeeklySchedule } from './weekly-schedule.ts'

export { climateAt } from './climate-at.ts'
export { hvacStateOf } from './comfort-band.ts'

export const climateModes = ['heat', 'cool', 'auto', 'off', 'eco'] as const
export type ClimateMode = (typeof climateModes)[number]

/** What a kind of device can do with the climate of a home. Temperatures in °C, times in seconds. */
export interface ClimateRange {
  readonly modes: readonly ClimateMode[]
  readonly target: { readonly least: number; readonly most: number; readonly step: number }
  readonly hasFan: boolean
  readonly driveSeconds: number
  readonly lossSeconds: number
  /** The mean of the year outside; what it is now says `outdoorAt(range.outdoor, now)`. */
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
  /** Of its home, an IANA name: the schedule is read in it. Not stored with the climate. */
  readonly timeZone: string
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
  /** `null`: anybody may move them again. */
  readonly lock?: Climate['lock'] | null | undefined
  readonly isEmergencyHeat?: boolean | undefined
}

/**
 * What was so until `now` has its effect, then the change holds. Set points that a person moves while the schedule is followed
 * hold until its next period, unless the change says otherwise.
 */
export function changeClimate(
  climate: Climate,
  range: ClimateRange,
  change: ClimateChange,
  now: number,
): Climate {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const { lock: before, ...unlocked } = climateAt(climate, range, now)
  const { lock = before ?? null, ...others } = given as Omit<typeof given, 'lock'> &
    Pick<ClimateChange, 'lock'>
  const previousMode = change.mode === 'eco' && unlocked.mode !== 'eco' ? { previousMode: unlocked.mode } : {}
  return {
    ...unlocked,
    ...previousMode,
    ...holdOfMoved(unlocked, change),
    ...others,
    ...(lock !== null && { lock }),
  }
}

function holdOfMoved({ hold, schedule }: Omit<Climate, 'lock'>, { heat, cool }: ClimateChange) {
  const isMoved = heat !== undefined || cool !== undefined
  const isFollowed = hold.kind === 'schedule' && schedule.length > 0
  return isMoved && isFollowed ? { hold: { kind: 'next period' } as const } : {}
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
    timeZone: 'UTC',
    at: now,
  }
}
