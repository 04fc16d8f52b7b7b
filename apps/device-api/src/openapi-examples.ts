import { firstClimate } from './devices/climate.ts'
import type { Device } from './devices/device.ts'
import { type DeviceTypeName, deviceTypes } from './devices/device-types.ts'
import { encodeDevice } from './devices/encode-device.ts'
import { encodeSystemsPage } from './nibe/encode-system.ts'
import { encodeRoom, encodeStructure } from './structures/encode-structure.ts'
import type { Structure } from './structures/structure.ts'

// What the API answers, written by what writes its answers: the demo's home on a winter's day.

const at = Date.UTC(2026, 0, 15, 7, 30)

function exampleDevice(id: string, name: string, type: DeviceTypeName): Device {
  const traits = deviceTypes[type].firstTraits(at)
  return {
    id,
    number: 200_001,
    structureId: 'demo-home',
    roomId: 'hallway',
    name,
    label: '',
    type,
    traits,
    version: 1,
  }
}

const thermostat = exampleDevice('demo-thermostat', 'Hallway', 'thermostat')

const home: Structure = {
  id: 'demo-home',
  number: 100_001,
  name: 'Demo home',
  owner: 'dana',
  timeZone: 'Europe/Stockholm',
  away: 'home',
  facts: {
    rooms: [
      { id: 'hallway', name: 'Hallway' },
      { id: 'attic', name: 'Attic' },
    ],
  },
  version: 1,
  devices: [thermostat],
}

const change = { mode: 'heat', target_temperature_c: 21.5 } as const
const { climate: range } = deviceTypes.thermostat
const climate = range && { ...firstClimate(range, at), heat: change.target_temperature_c }

export const examples = {
  device: encodeDevice(thermostat, at),
  deviceChange: change,
  changedDevice: encodeDevice({ ...thermostat, traits: climate ? { climate } : {} }, at),
  structure: encodeStructure(home, at),
  structures: { structures: [encodeStructure(home, at)] },
  structureChange: { away: 'away' },
  devices: { devices: [encodeDevice(thermostat, at)] },
  rooms: { rooms: (home.facts.rooms ?? []).map(encodeRoom) },
  room: { id: 'hallway', name: 'Hallway' },
  newRoom: { id: 'kitchen', name: 'Kitchen' },
  systems: encodeSystemsPage([home], { page: 1, itemsPerPage: 10 }, at),
} as const
