import { z } from 'zod'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import type { Device } from '../devices/device.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { decodePriority } from './decode-priority.ts'
import { decodeSchedule } from './decode-schedule.ts'
import { decodeBody, decodeThermostatBody, thermostatChange } from './decode-thermostat-change.ts'
import { encodeThermostatOf } from './encode-devices.ts'
import { encodeGroupRooms, encodePriority } from './encode-priority.ts'
import { encodeSchedule } from './encode-schedule.ts'
import { encodeFan } from './encode-thermostat.ts'
import { climateOf, type Found, type FoundThermostat, findThermostat, mayControl } from './find-device.ts'
import { deviceNotFound, deviceOffline, HoneywellProblem } from './honeywell-problem.ts'
import { refuseHoneywellControl } from './honeywell-token.ts'
import { fanModeOf, fanNames } from './modes.ts'
import { type NumberedRoom, visibleRooms } from './rooms.ts'

/** A change of the device of the path, decided on the device as it is. */
type Decide = (json: unknown, found: FoundThermostat, device: Device) => DeviceChange

/** Reads the body, decides, changes: a 403 for who may only look. Answers the device as it is then. */
export async function changeFound<Kind extends Found>(
  c: TokenContext,
  context: DeviceApiContext,
  found: Kind,
  decide: (json: unknown, found: Kind, device: Device) => DeviceChange,
): Promise<Device | Response> {
  if (!mayControl(c, found)) return refuseHoneywellControl(context)
  const json = await readJsonBody(c.req.raw)
  const { subject } = c.var.access
  const changed = await context.changeDevice(subject, found.device.id, (device) =>
    decide(json, found, device),
  )
  if (changed === undefined) throw deviceNotFound()
  return changed
}

/** Throws for a device that cannot be reached. */
export function checkOnline({ traits }: Device): void {
  if (traits.connection?.isOnline === false) throw deviceOffline()
}

/** Writes are answered by an empty 200. */
const done = (changed: Device | Response) =>
  changed instanceof Response ? changed : new Response(null, { status: 200 })

async function change(c: TokenContext, context: DeviceApiContext, decide: Decide): Promise<Response> {
  const found = await findThermostat(c, context)
  const decideOnline: Decide = (json, _found, device) => {
    checkOnline(device)
    return decide(json, found, device)
  }
  return done(await changeFound(c, context, found, decideOnline))
}

/** `GET /v2/devices/thermostats/{id}` */
export async function readThermostat(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { device, home } = await findThermostat(c, context)
  const json = encodeThermostatOf(device, { access: c.var.access, home, now: context.now() })
  return c.json(json ?? {})
}

/** `POST /v2/devices/thermostats/{id}` */
export function changeThermostat(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return change(c, context, (json, _found, device) => {
    const { climate, range } = climateOf(device, context.now())
    return { climate: thermostatChange(decodeThermostatBody(json), climate, range) }
  })
}

function checkFan({ range }: Pick<FoundThermostat, 'range'>): void {
  if (!range.hasFan) throw new Problem(400, 'This device has no fan')
}

const fanBody = z.object({ mode: z.enum(fanNames, `must be one of ${fanNames.join(', ')}`) })

/** `GET …/fan` */
export async function readFan(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const found = await findThermostat(c, context)
  checkFan(found)
  return c.json(encodeFan(found.climate))
}

/** `POST …/fan`. Somebody's timer ends with it. */
export function changeFan(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return change(c, context, (json, found, device) => {
    checkFan(found)
    const { minutes } = climateOf(device, context.now()).climate.fan
    return { climate: { fan: { mode: fanModeOf(decodeBody(fanBody, json).mode), minutes } } }
  })
}

function roomsOf(c: TokenContext, { home }: Found, now: number): readonly NumberedRoom[] {
  const rooms = visibleRooms(c.var.access, home, now)
  if (rooms.length === 0) throw new HoneywellProblem('GetPriorityFailed', 'This device has no rooms')
  return rooms
}

function answerPriority(
  c: TokenContext,
  device: Device,
  rooms: readonly NumberedRoom[],
  now: number,
): Response {
  const { climate } = climateOf(device, now)
  return c.json(encodePriority(device.number, { climate, priority: device.traits.priority }, rooms))
}

/** `GET …/priority` */
export async function readPriority(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const found = await findThermostat(c, context)
  return answerPriority(c, found.device, roomsOf(c, found, context.now()), context.now())
}

/** `PUT …/priority`, and `POST`, which a much used library sends. */
export async function changePriority(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const found = await findThermostat(c, context)
  const rooms = roomsOf(c, found, context.now())
  const changed = await changeFound(c, context, found, (json, _found, device) => {
    checkOnline(device)
    return { priority: decodePriority(json, rooms) }
  })
  return changed instanceof Response ? changed : answerPriority(c, changed, rooms, context.now())
}

/** `GET …/group/{group}/rooms`: every thermostat has one group, which is 0. */
export async function readGroupRooms(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { home, climate } = await findThermostat(c, context)
  if (c.req.param('group') !== '0') throw new Problem(400, 'Group Not Found')
  return c.json(encodeGroupRooms(visibleRooms(c.var.access, home, context.now()), climate))
}

function checkScheduleKind(c: TokenContext): void {
  const kind = c.req.query('type') ?? 'regular'
  if (kind !== 'regular') throw new Problem(400, 'type must be regular')
}

/** `GET /v2/devices/schedule/{id}?type=regular` */
export async function readSchedule(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  checkScheduleKind(c)
  const { device, climate } = await findThermostat(c, context)
  return c.json(encodeSchedule(device.number, climate))
}

/** `POST /v2/devices/schedule/{id}?type=regular` */
export async function changeSchedule(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  checkScheduleKind(c)
  return change(c, context, (json, _found, device) => {
    const { climate, range } = climateOf(device, context.now())
    return { climate: { schedule: decodeSchedule(json, climate, range) } }
  })
}
