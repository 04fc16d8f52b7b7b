import type { Alarm } from './alarm.ts'
import type { Camera } from './camera.ts'
import type { Climate } from './climate.ts'
import type { HeatPump } from './heat-pump.ts'
import type { Leak } from './leak.ts'

/** The state of each trait that the device's type has. */
export interface Traits {
  readonly climate?: Climate
  readonly heatPump?: HeatPump
  readonly alarm?: Alarm
  readonly camera?: Camera
  readonly leak?: Leak
  readonly valve?: { readonly isOpen: boolean }
  readonly lock?: { readonly isLocked: boolean }
}
