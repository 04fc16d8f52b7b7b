/** A range of temperatures, °C, in which nothing heats or cools. An absent bound: nothing ever does on that side. */
export interface ComfortBand {
  readonly low?: number
  readonly high?: number
}

/** The room and its surroundings, over a time in which neither the settings nor the weather change. */
export interface ThermalSetting {
  readonly band: ComfortBand
  /** °C. */
  readonly outdoor: number
  /** How fast the equipment moves the room, and how fast the room loses what it has: time constants in seconds. */
  readonly driveSeconds: number
  readonly lossSeconds: number
}

export type HvacState = 'heating' | 'cooling' | 'off'

/** The equipment aims this far beyond the bound, °C, so that the bound is reached in finite time and then held. */
const overshoot = 1

/** Time left, in seconds, and where the room stands. */
interface Moment {
  readonly ambient: number
  readonly left: number
}

/**
 * First-order lag from `ambient` towards `aim`, stopped at `bound` when that lies on the way. After the stop the time that
 * is left is handed on, so that one long step equals many short ones.
 */
function lag({ ambient, left }: Moment, aim: number, seconds: number, bound: number | undefined): Moment {
  if (bound !== undefined && (bound - ambient) * (aim - bound) > 0) {
    const until = seconds * Math.log((aim - ambient) / (aim - bound))
    if (until <= left) return { ambient: bound, left: left - until }
  }
  return { ambient: aim + (ambient - aim) * Math.exp(-left / seconds), left: 0 }
}

/** What the equipment does now. */
export function hvacState(ambient: number, { low, high }: ComfortBand): HvacState {
  if (low !== undefined && ambient < low) return 'heating'
  return high !== undefined && ambient > high ? 'cooling' : 'off'
}

/**
 * The room's temperature (°C) `seconds` after it was `ambient`: the equipment drives it into the band, then it loses heat to
 * the outside (or gains some) until it meets a bound, which the equipment holds. A pure function; no clock, no chance.
 */
export function ambientAfter(ambient: number, seconds: number, setting: ThermalSetting): number {
  const { band, outdoor, driveSeconds, lossSeconds } = setting
  if (!(seconds > 0)) return ambient
  const state = hvacState(ambient, band)
  const bound = { heating: band.low, cooling: band.high, off: undefined }[state]
  const begin: Moment = { ambient, left: seconds }
  const aim = state === 'heating' ? overshoot : -overshoot
  const driven = bound === undefined ? begin : lag(begin, bound + aim, driveSeconds, bound)
  if (driven.left === 0) return driven.ambient
  const held = outdoor < driven.ambient ? band.low : band.high
  if (held !== undefined && driven.ambient === held) return held
  return lag(driven, outdoor, lossSeconds, held).ambient
}
