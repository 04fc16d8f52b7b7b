import type { Access } from '@latchkey/resource-kit'
import { coveredStructures, seesWholeHome } from '../covered-homes.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeNestAlarm } from './encode-nest-alarm.ts'
import { encodeNestCamera } from './encode-nest-camera.ts'
import { encodeNestStructure } from './encode-nest-structure.ts'
import { encodeNestThermostat } from './encode-nest-thermostat.ts'
import { kindOf, type NestKind } from './nest-kinds.ts'
import type { Branch } from './node.ts'
import { leadsThrough, type NodeAddress } from './node-address.ts'

/** Who looks at the tree. */
export interface Viewer {
  readonly access: Access
  readonly scope: ReadonlySet<string>
  readonly token: string
}

/** From where and when. */
export interface Moment {
  readonly origin: string
  readonly now: number
}

/** What is looked at: what lies beside the way there is left out, so that one field of a large home costs little. */
export interface Gaze extends Moment {
  readonly address: NodeAddress
}

type Encode = (device: Device, structure: Structure, now: number, origin: string) => Branch | undefined

const encoders: Readonly<Record<NestKind, Encode>> = {
  thermostats: encodeNestThermostat,
  smoke_co_alarms: encodeNestAlarm,
  cameras: encodeNestCamera,
}

export function encodeNestDeviceOf(device: Device, structure: Structure, { now, origin }: Moment): Branch {
  const kind = kindOf(device)
  return (kind && encoders[kind](device, structure, now, origin)) ?? {}
}

/** What the viewer may see of these homes, where it looks. Branches that its scope does not name are not there. */
export function encodeNestTree(viewer: Viewer, owned: readonly Structure[], gaze: Gaze): Branch {
  const { access, scope, token } = viewer
  const { address, now } = gaze
  const homes = coveredStructures(access, owned)
  const seesDevices = scope.has('devices:read')
  const looked = homes.filter(({ id }) => leadsThrough(address, 1, id))
  return {
    ...(seesDevices && leadsThrough(address, 0, 'devices') && { devices: encodeDevices(homes, gaze) }),
    ...(scope.has('structures:read') &&
      leadsThrough(address, 0, 'structures') && {
        structures: byId(looked, (home) =>
          encodeNestStructure(home, seesDevices ? home.devices : [], seesWholeHome(access, home.id), now),
        ),
      }),
    metadata: { access_token: token, client_version: 1, user_id: access.subject },
  }
}

/** Programs look into all three without asking whether they are there. */
function encodeDevices(homes: readonly Structure[], gaze: Gaze): Branch {
  const { address } = gaze
  const ofKind = (kind: NestKind) => {
    if (!leadsThrough(address, 1, kind)) return {}
    const found = homes.flatMap((home) =>
      home.devices
        .filter((device) => kindOf(device) === kind && leadsThrough(address, 2, device.id))
        .map((device) => ({ id: device.id, device, home })),
    )
    return byId(found, ({ device, home }) => encodeNestDeviceOf(device, home, gaze))
  }
  return {
    thermostats: ofKind('thermostats'),
    smoke_co_alarms: ofKind('smoke_co_alarms'),
    cameras: ofKind('cameras'),
  }
}

function byId<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  encode: (thing: Thing) => Branch,
): Branch {
  return Object.fromEntries(things.map((thing) => [thing.id, encode(thing)]))
}
