import { encodeDevice } from '../devices/encode-device.ts'
import type { Structure } from './structure.ts'

/** A structure on the wire of `/v1`, with those of its devices that it is given with. */
export function encodeStructure({ id, name, away, timeZone, devices }: Structure, now: number) {
  return { id, name, away, time_zone: timeZone, devices: devices.map((device) => encodeDevice(device, now)) }
}
