import { type Device, firstTraits } from './devices/device.ts'
import type { DeviceTypeName } from './devices/device-types.ts'
import { encodeDevice } from './devices/encode-device.ts'
import { encodeStructure } from './structures/encode-structure.ts'
import type { Structure } from './structures/structure.ts'
import { encodeSystemsPage } from './systems/encode-system.ts'

// What the API answers, written by what writes its answers: the demo's home on a winter's day.

const at = Date.UTC(2026, 0, 15, 7, 30)

function exampleDevice(id: string, name: string, type: DeviceTypeName): Device {
  return { id, structureId: 'demo-home', name, type, traits: firstTraits(type, at), version: 1 }
}

const thermostat = exampleDevice('demo-thermostat', 'Hallway', 'thermostat')

const home: Structure = {
  id: 'demo-home',
  number: 100_001,
  name: 'Demo home',
  owner: 'dana',
  timeZone: 'Europe/Stockholm',
  away: 'home',
  devices: [thermostat],
}

const change = { mode: 'heat', target_temperature_c: 21.5 } as const
const climate = { mode: change.mode, target: change.target_temperature_c, ambient: 19.5, at }

export const examples = {
  device: encodeDevice(thermostat, at),
  deviceChange: change,
  changedDevice: encodeDevice({ ...thermostat, traits: { climate } }, at),
  structure: encodeStructure(home, at),
  structures: { structures: [encodeStructure(home, at)] },
  structureChange: { away: 'away' },
  systems: encodeSystemsPage([home], { page: 1, itemsPerPage: 10 }, at),
} as const
