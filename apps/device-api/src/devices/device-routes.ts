import { answerJson, refuseOutdated } from '../answers/answer-json.ts'
import { answerOnce } from '../answers/answer-once.ts'
import { decodePageRequest, pageOf } from '../answers/pages.ts'
import { controlsDevice, coveredStructures, seesDevice, unlocks } from '../covered-homes.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { shownStructures } from '../structures/shown-structure.ts'
import { isHomeId } from '../structures/structure-definition.ts'
import { decodeDeviceChange } from './decode-device-change.ts'
import type { Device } from './device.ts'
import type { DeviceChange } from './device-change.ts'
import { encodeDevice } from './encode-device.ts'
import { readAt } from './read-at.ts'
import { refuseImpossible } from './refuse-impossible.ts'

const notFound = () => new Problem(404, 'There is no such device, or this token does not cover it.')

const usualPage = 100

function covered(c: TokenContext, device: Device | undefined): Device {
  if (device === undefined || !seesDevice(c.var.access, device)) throw notFound()
  return device
}

/** The device that the path names. Throws a `Problem` 404. */
export async function findCoveredDevice(c: TokenContext, { store }: DeviceApiContext): Promise<Device> {
  const id = c.req.param('id') ?? ''
  if (!isHomeId(id)) throw notFound()
  return covered(c, await store.findDevice(c.var.access.subject, id))
}

function answerDevice(c: TokenContext, { now }: DeviceApiContext, device: Device): Response {
  return answerJson(c, encodeDevice(device, readAt(now())), { version: device.version })
}

/** `GET /v1/devices` */
export async function listDevices(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const request = decodePageRequest(c, usualPage)
  const { access } = c.var
  const owned = access.homes.length === 0 ? [] : await context.store.listStructures(access.subject)
  const all = coveredStructures(access, owned)
    .flatMap(({ devices }) => devices)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const { things, headers } = pageOf(c, context, { all, keyOf: ({ id }) => id }, request)
  const at = readAt(context.now())
  return answerJson(c, { devices: things.map((device) => encodeDevice(device, at)) }, { headers })
}

/** `GET /v1/devices/{id}` */
export async function readDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return answerDevice(c, context, await findCoveredDevice(c, context))
}

/** `PATCH /v1/devices/{id}` */
export async function changeDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { access } = c.var
  const device = await findCoveredDevice(c, context)
  if (!controlsDevice(access, device)) return refuseControl(context, 'devices:write')
  const body = await readJsonBody(c.req.raw)
  const asked = decodeDeviceChange(device.type, body, context.now())
  if (asked.lock?.isLocked === false && !unlocks(access, device))
    return refuseControl(context, 'devices:write', 'The homeowner did not allow this app to open locks.')
  await refuseOtherRooms(c, context, device, asked)
  return answerOnce(c, context, body, async () => {
    const changed = await context.changeDevice(access.subject, device.id, (now) => {
      refuseOutdated(c.req.header('If-Match'), now)
      refuseImpossible(now, asked, context.now())
      return asked
    })
    return answerDevice(c, context, covered(c, changed))
  })
}

/** A room that the token does not show is none: whoever tries ids learns of no other. */
async function refuseOtherRooms(
  c: TokenContext,
  { store }: DeviceApiContext,
  { structureId }: Device,
  { roomId }: DeviceChange,
): Promise<void> {
  if (roomId === undefined || roomId === null) return
  const { access, scope } = c.var
  const home = await store.findStructure(access.subject, structureId)
  const shown = shownStructures(access, scope, home === undefined ? [] : [home])
  if (shown.some(({ facts: { rooms = [] } }) => rooms.some(({ id }) => id === roomId))) return
  const detail = 'room_id must be the id of a room of this home, or null.'
  throw new Problem(400, detail, { errors: [{ pointer: '/room_id', detail }] })
}
