import { type ComfortBand, type HvacState, hvacState } from '../thermal-model.ts'
import type { Climate, ClimateMode } from './climate.ts'

type SetPoints = Pick<Climate, 'mode' | 'heat' | 'cool' | 'eco'>

const bands: Readonly<Record<ClimateMode, (climate: SetPoints) => ComfortBand>> = {
  heat: ({ heat: low }) => ({ low }),
  cool: ({ cool: high }) => ({ high }),
  // Where somebody crossed them, heating and cooling would chase each other.
  auto: ({ heat, cool }) => ({ low: Math.min(heat, cool), high: Math.max(heat, cool) }),
  off: () => ({}),
  eco: ({ eco }) => eco,
}

/** Between which temperatures the equipment rests, in this mode and with these set points. */
export const comfortBand = (climate: SetPoints): ComfortBand => bands[climate.mode](climate)

export function hvacStateOf(climate: Climate): HvacState {
  return hvacState(climate.ambient, comfortBand(climate))
}
