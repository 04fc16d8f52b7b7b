import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'

/** Nest's times are ISO 8601 with milliseconds, and never empty: strict programs parse each. */
export const nestTime = (millis: number) => new Date(millis).toISOString()

/** What stands where there is no time. */
export const noTime = nestTime(0)

/** Devices call in every hour: what changes more often would be told to every stream. */
const callsIn = 3600_000

export interface Place {
  readonly id: string
  readonly name: string
}

/** Nest's devices all stand somewhere: one without a room stands in the home. */
export function placeOf({ roomId }: Device, { id, name, facts }: Structure): Place {
  return facts.rooms?.find((room) => room.id === roomId) ?? { id, name }
}

export const isOnline = ({ traits }: Device) => traits.connection?.isOnline ?? true

/** What all of Nest's devices tell of themselves. */
export function encodeNestDevice(device: Device, structure: Structure, kind: string, now: number) {
  const place = placeOf(device, structure)
  const since = traitsSince(device, now)
  return {
    device_id: device.id,
    locale: 'en-US',
    software_version: '5.6.1',
    structure_id: device.structureId,
    name: device.name,
    name_long: `${device.name} ${kind}`,
    label: device.label,
    where_id: place.id,
    where_name: place.name,
    is_online: isOnline(device),
    last_connection: nestTime(since),
  }
}

function traitsSince({ traits }: Device, now: number): number {
  const { isOnline: isThere = true, since = 0 } = traits.connection ?? {}
  return isThere ? now - (now % callsIn) : since
}
