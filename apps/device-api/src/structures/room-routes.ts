import { z } from 'zod'
import { answerJson, refuseOutdated } from '../answers/answer-json.ts'
import { answerOnce } from '../answers/answer-once.ts'
import { controlsHome } from '../covered-homes.ts'
import { decodeMembers } from '../decode-members.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { nameText } from '../name-text.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { encodeRoom } from './encode-structure.ts'
import type { Room, Structure } from './structure.ts'
import { mostRooms } from './structure-definition.ts'
import { findShownStructure } from './structure-routes.ts'

const body = z.strictObject({ name: nameText })

const notFound = () => new Problem(404, 'There is no such room, or this token does not cover it.')
const taken = (name: string) => new Problem(409, `This home has a room ${name} already.`)
const full = () => new Problem(409, `A home may have ${mostRooms} rooms.`)

function roomOf(c: TokenContext, { facts: { rooms = [] } }: Structure): Room {
  const id = c.req.param('room')
  const found = rooms.find((room) => room.id === id)
  if (found === undefined) throw notFound()
  return found
}

/** `GET /v1/structures/{id}/rooms` */
export async function listRooms(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { facts, version } = await findShownStructure(c, context)
  return answerJson(c, { rooms: (facts.rooms ?? []).map(encodeRoom) }, { version })
}

/** `GET /v1/structures/{id}/rooms/{room}` */
export async function readRoom(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const structure = await findShownStructure(c, context)
  return answerJson(c, encodeRoom(roomOf(c, structure)), { version: structure.version })
}

/** Changes the rooms as they are when it is done; answers the home afterwards. */
async function changeRooms(
  c: TokenContext,
  context: DeviceApiContext,
  structureId: string,
  decide: (rooms: readonly Room[]) => readonly Room[],
): Promise<Structure> {
  const changed = await context.changeStructure(c.var.access.subject, structureId, (structure) => {
    refuseOutdated(c.req.header('If-Match'), structure)
    return { facts: { rooms: decide(structure.facts.rooms ?? []) } }
  })
  if (changed === undefined) throw notFound()
  return changed
}

/** `Living room` → `living-room`; where that is taken, or nothing is left of the name, with a number behind it. */
function newId(rooms: readonly Room[], name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
  const base =
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 40) || 'room'
  const ids = new Set(rooms.map(({ id }) => id))
  for (let count = 1; count <= mostRooms; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`
    if (!ids.has(id)) return id
  }
  throw full()
}

function refuseTaken(rooms: readonly Room[], name: string): void {
  if (rooms.some((room) => room.name === name)) throw taken(name)
}

/** `POST /v1/structures/{id}/rooms` */
export async function addRoom(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const structure = await findShownStructure(c, context)
  if (!controlsHome(c.var.access, structure.id)) return refuseControl(context, 'structures:write')
  const asked = await readJsonBody(c.req.raw)
  const { name } = decodeMembers(body, ['name'], asked)
  return answerOnce(c, context, asked, async () => {
    const { version, facts } = await changeRooms(c, context, structure.id, (rooms) => {
      refuseTaken(rooms, name)
      if (rooms.length >= mostRooms) throw full()
      return [...rooms, { id: newId(rooms, name), name }]
    })
    const room = facts.rooms?.find((one) => one.name === name)
    if (room === undefined) throw notFound()
    const headers = { Location: `${context.origin}/v1/structures/${structure.id}/rooms/${room.id}` }
    return answerJson(c, encodeRoom(room), { status: 201, version, headers })
  })
}

/** `PATCH /v1/structures/{id}/rooms/{room}` */
export async function renameRoom(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const structure = await findShownStructure(c, context)
  const { id } = roomOf(c, structure)
  if (!controlsHome(c.var.access, structure.id)) return refuseControl(context, 'structures:write')
  const asked = await readJsonBody(c.req.raw)
  const { name } = decodeMembers(body, ['name'], asked)
  return answerOnce(c, context, asked, async () => {
    const { version } = await changeRooms(c, context, structure.id, (rooms) => {
      if (!rooms.some((room) => room.id === id)) throw notFound()
      refuseTaken(
        rooms.filter((room) => room.id !== id),
        name,
      )
      return rooms.map((room) => (room.id === id ? { id, name } : room))
    })
    return answerJson(c, encodeRoom({ id, name }), { version })
  })
}

/** `DELETE /v1/structures/{id}/rooms/{room}`: its devices are in no room afterwards. */
export async function deleteRoom(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { id: structureId, ...structure } = await findShownStructure(c, context)
  const { id } = roomOf(c, { ...structure, id: structureId })
  const { subject } = c.var.access
  if (!controlsHome(c.var.access, structureId)) return refuseControl(context, 'structures:write')
  await changeRooms(c, context, structureId, (rooms) => rooms.filter((room) => room.id !== id))
  const { devices = [] } = (await context.store.findStructure(subject, structureId)) ?? {}
  for (const device of devices.filter(({ roomId }) => roomId === id))
    await context.changeDevice(subject, device.id, ({ roomId }) => (roomId === id ? { roomId: null } : {}))
  return new Response(null, { status: 204 })
}
