import {
  ambientAfter,
  type ComfortBand,
  type HvacState,
  hvacState,
  type ThermalSetting,
} from '../thermal-model.ts'

export type ClimateMode = 'heat' | 'cool' | 'auto' | 'off' | 'eco'

/** What a kind of device can do with the climate of a home. Temperatures in °C, times in seconds. */
export interface ClimateRange {
  readonly modes: readonly ClimateMode[]
  readonly target: { readonly least: number; readonly most: number; readonly step: number }
  readonly driveSeconds: number
  readonly lossSeconds: number
  readonly outdoor: number
  /** A new device starts like this. */
  readonly begin: Pick<Climate, 'ambient' | 'target' | 'mode'>
}

/** The climate as it was at `at`; what it is now follows from the thermal model. */
export interface Climate {
  /** °C. */
  readonly ambient: number
  readonly target: number
  readonly mode: ClimateMode
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface ClimateChange {
  readonly target?: number | undefined
  readonly mode?: ClimateMode | undefined
}

/** In eco mode the home is kept from frost damage and from heat, whatever the target says. */
const ecoBand: ComfortBand = { low: 15, high: 28 }

const bands: Readonly<Record<ClimateMode, (target: number) => ComfortBand>> = {
  heat: (low) => ({ low }),
  cool: (high) => ({ high }),
  auto: (target) => ({ low: target, high: target }),
  off: () => ({}),
  eco: () => ecoBand,
}

function settingOf({ mode, target }: Climate, range: ClimateRange): ThermalSetting {
  return { ...range, band: bands[mode](target) }
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
  const { ambient, target, mode, at } = climateAt(climate, range, now)
  return { ambient, target: change.target ?? target, mode: change.mode ?? mode, at }
}

export function hvacStateOf({ ambient, mode, target }: Climate): HvacState {
  return hvacState(ambient, bands[mode](target))
}
