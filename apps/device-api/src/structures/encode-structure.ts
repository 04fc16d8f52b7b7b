import { encodeDevice } from '../devices/encode-device.ts'
import type { ChangedStructure } from '../events/home-event.ts'
import type { Room, Structure } from './structure.ts'

export const encodeRoom = ({ id, name }: Room) => ({ id, name })

const isoTime = (millis: number) => new Date(millis).toISOString()

/** A structure on the wire of `/v1`, without its devices. */
export function encodeHome({ id, name, away, timeZone, facts }: ChangedStructure) {
  const { rooms = [], countryCode = null, postalCode = null, eta } = facts
  return {
    id,
    name,
    away,
    time_zone: timeZone,
    country_code: countryCode,
    postal_code: postalCode,
    eta: eta ? { trip_id: eta.tripId, from: isoTime(eta.from), until: isoTime(eta.until) } : null,
    rooms: rooms.map(encodeRoom),
  }
}

/** The same with those of its devices that it is given with. */
export function encodeStructure(structure: Structure, now: number) {
  return { ...encodeHome(structure), devices: structure.devices.map((device) => encodeDevice(device, now)) }
}
