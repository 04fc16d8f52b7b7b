import type { Alarm } from './alarm.ts'
import type { Camera } from './camera.ts'
import { type ClimateChange, changeClimate } from './climate.ts'
import type { Device } from './device.ts'
import { deviceTypes } from './device-types.ts'
import type { HeatPump } from './heat-pump.ts'
import type { Leak } from './leak.ts'
import type { Priority } from './priority.ts'
import type { Traits } from './traits.ts'

/** What is to change of a device; what its type does not have stays away. Temperatures in °C. */
export interface DeviceChange {
  readonly name?: string | undefined
  readonly label?: string | undefined
  /** A room of its structure; `null`: it is in no room any more. */
  readonly roomId?: string | null | undefined
  readonly climate?: ClimateChange | undefined
  readonly priority?: Priority | undefined
  readonly heatPump?: Partial<HeatPump> | undefined
  readonly alarm?: Partial<Alarm> | undefined
  readonly camera?: Partial<Camera> | undefined
  readonly leak?: Partial<Leak> | undefined
  readonly valve?: { readonly isOpen: boolean } | undefined
  readonly lock?: { readonly isLocked: boolean } | undefined
}

/** The device as it is after the change. Pure; versions are the store's. */
export function changedDevice(device: Device, change: DeviceChange, now: number): Device {
  const { name = device.name, label = device.label, roomId = device.roomId } = change
  return { ...device, name, label, roomId: roomId ?? undefined, traits: changedTraits(device, change, now) }
}

function changedTraits({ type, traits }: Device, change: DeviceChange, now: number): Traits {
  const range = deviceTypes[type].climate
  const { climate, heatPump, alarm, camera, leak, valve, lock } = traits
  return {
    ...traits,
    ...(climate &&
      range &&
      change.climate && { climate: changeClimate(climate, range, change.climate, now) }),
    ...(climate && change.priority && { priority: change.priority }),
    ...(heatPump && { heatPump: { ...heatPump, ...change.heatPump } }),
    ...(alarm && { alarm: { ...alarm, ...change.alarm } }),
    ...(camera && { camera: { ...camera, ...change.camera } }),
    ...(leak && { leak: { ...leak, ...change.leak } }),
    ...(valve && { valve: { ...valve, ...change.valve } }),
    ...(lock && { lock: { ...lock, ...change.lock } }),
  }
}
