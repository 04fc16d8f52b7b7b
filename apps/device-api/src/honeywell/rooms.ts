import type { Access } from '@latchkey/resource-kit'
import { climateAt } from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { roomsOf, shownHome } from '../structures/shown-structure.ts'
import type { Structure } from '../structures/structure.ts'

/** A room as Honeywell numbers it: by its place among the home's rooms. */
export interface NumberedRoom {
  readonly number: number
  readonly id: string
  readonly name: string
  readonly sensors: readonly Sensor[]
}

/** A covered device that feels how warm a room is. */
export interface Sensor {
  readonly device: Device
  /** °C. */
  readonly temperature: number
  /** Percent. */
  readonly humidity: number
}

function sensorOf(device: Device, now: number): Sensor | undefined {
  const { climate, leak } = device.traits
  const range = deviceTypes[device.type].climate
  if (climate && range) {
    const { ambient, humidity } = climateAt(climate, range, now)
    return { device, temperature: ambient, humidity }
  }
  return leak && { device, temperature: leak.temperature, humidity: leak.humidity }
}

/**
 * The rooms of a home that a token may know: all of them, or those in which a covered device stands. `covered` holds only
 * covered devices.
 */
export function visibleRooms(access: Access, covered: Structure, now: number): readonly NumberedRoom[] {
  const shown = shownHome(access, covered, roomsOf(covered.devices)).facts.rooms ?? []
  const known = new Set(shown.map(({ id }) => id))
  const rooms = covered.facts.rooms ?? []
  return rooms
    .map(({ id, name }, number) => {
      const inside = covered.devices.filter(({ roomId }) => roomId === id)
      const sensors = inside.map((device) => sensorOf(device, now)).filter((sensor) => sensor !== undefined)
      return { number, id, name, sensors }
    })
    .filter(({ id }) => known.has(id))
}

export function averageOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
