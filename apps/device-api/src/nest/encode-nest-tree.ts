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

/** Everything of these homes that the viewer may see. Branches that its scope does not name are not there. */
export function encodeNestTree(viewer: Viewer, owned: readonly Structure[], moment: Moment): Branch {
  const { access, scope, token } = viewer
  const homes = coveredStructures(access, owned)
  const seesDevices = scope.has('devices:read')
  return {
    ...(seesDevices && { devices: encodeDevices(homes, moment) }),
    ...(scope.has('structures:read') && {
      structures: byId(homes, (home) =>
        encodeNestStructure(
          home,
          seesDevices ? home.devices : [],
          seesWholeHome(access, home.id),
          moment.now,
        ),
      ),
    }),
    metadata: { access_token: token, client_version: 1, user_id: access.subject },
  }
}

/** Programs look into all three without asking whether they are there. */
function encodeDevices(homes: readonly Structure[], moment: Moment): Branch {
  const ofKind = (kind: NestKind) => {
    const found = homes.flatMap((home) =>
      home.devices
        .filter((device) => kindOf(device) === kind)
        .map((device) => ({ id: device.id, device, home })),
    )
    return byId(found, ({ device, home }) => encodeNestDeviceOf(device, home, moment))
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
