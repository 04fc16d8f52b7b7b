import type { Alarm } from './alarm.ts'
import type { Camera } from './camera.ts'
import type { Climate } from './climate.ts'
import type { HeatPump } from './heat-pump.ts'
import type { Leak } from './leak.ts'
import type { Priority } from './priority.ts'

export interface Connection {
  readonly isOnline: boolean
  /** Milliseconds since 1970. */
  readonly since: number
}

/** The state of each trait that the device's type has. */
export interface Traits {
  readonly climate?: Climate
  /** Of a device with a climate, when somebody chose. */
  readonly priority?: Priority
  readonly heatPump?: HeatPump
  readonly alarm?: Alarm
  readonly camera?: Camera
  readonly leak?: Leak
  readonly valve?: { readonly isOpen: boolean }
  readonly lock?: { readonly isLocked: boolean }
  /** Absent: it can be reached, and always could. */
  readonly connection?: Connection
}
