import type { Device } from '../devices/device.ts'
import type { DeviceTypeName } from '../devices/device-types.ts'

/** The branches below `/devices`. */
export const nestKinds = ['thermostats', 'smoke_co_alarms', 'cameras'] as const
export type NestKind = (typeof nestKinds)[number]

const kinds: ReadonlyMap<DeviceTypeName, NestKind> = new Map([
  ['thermostat', 'thermostats'],
  ['heat_pump', 'thermostats'],
  ['smoke_co_alarm', 'smoke_co_alarms'],
  ['camera', 'cameras'],
])

/** `undefined`: Nest has nothing of the kind, and its programs do not see the device. */
export const kindOf = ({ type }: Pick<Device, 'type'>): NestKind | undefined => kinds.get(type)
