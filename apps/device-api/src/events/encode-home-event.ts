import type { Access } from '@latchkey/resource-kit'
import { seesDevice, seesHome } from '../covered-homes.ts'
import { encodeDevice } from '../devices/encode-device.ts'
import { encodeServerSentEvent } from '../streams/encode-server-sent-event.ts'
import { encodeHome } from '../structures/encode-structure.ts'
import { shownHome } from '../structures/shown-structure.ts'
import type { Structure } from '../structures/structure.ts'
import type { HomeEvent } from './home-event.ts'

/** To whom an event is told. */
export interface Reader {
  readonly access: Access
  readonly scope: ReadonlySet<string>
  /** The rooms of the devices that it sees. */
  readonly rooms: ReadonlySet<string>
}

/** Of one thing everybody who may read it is told the same, so it is written once. */
const written = new WeakMap<HomeEvent, string>()

function writtenOnce(event: HomeEvent, write: () => string): string {
  const known = written.get(event)
  if (known !== undefined) return known
  const text = write()
  written.set(event, text)
  return text
}

function encodeDeviceEvent({ number, at, what }: HomeEvent): string {
  if (what.kind !== 'device' && what.kind !== 'device gone') return ''
  const { id, structureId } = what.device
  const isGone = what.kind === 'device gone'
  return encodeServerSentEvent({
    id: String(number),
    event: isGone ? 'device_deleted' : 'device',
    data: isGone ? { id, structure_id: structureId } : encodeDevice(what.device, at),
  })
}

/** An event on the wire of `/v1`; `undefined`: it is not for this reader. */
export function encodeHomeEvent(event: HomeEvent, { access, scope, rooms }: Reader): string | undefined {
  const { what, number } = event
  if (event.owner !== access.subject) return undefined
  switch (what.kind) {
    case 'device':
    case 'device gone': {
      const isSeen = scope.has('devices:read') && seesDevice(access, what.device)
      return isSeen ? writtenOnce(event, () => encodeDeviceEvent(event)) : undefined
    }
    case 'structure':
    case 'structure gone': {
      if (!scope.has('structures:read') || !seesHome(access, what.structure.id)) return undefined
      const { id } = what.structure
      return what.kind === 'structure gone'
        ? encodeServerSentEvent({ id: String(number), event: 'structure_deleted', data: { id } })
        : encodeServerSentEvent({
            id: String(number),
            event: 'structure',
            data: encodeHome(shownHome(access, what.structure, rooms)),
          })
    }
    case 'unknown':
      return undefined
  }
}

/** Everything as it is now: `number` is that of the last event that is in it. */
export function encodeReset(
  structures: readonly Structure[],
  {
    number,
    now,
    showsHomes,
  }: { readonly number: number; readonly now: number; readonly showsHomes: boolean },
): string {
  const devices = structures.flatMap((structure) => structure.devices)
  return encodeServerSentEvent({
    id: String(number),
    event: 'reset',
    data: {
      structures: showsHomes ? structures.map(encodeHome) : [],
      devices: devices.map((device) => encodeDevice(device, now)),
    },
  })
}
