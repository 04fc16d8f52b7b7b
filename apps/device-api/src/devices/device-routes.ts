import { coversDevice } from '../covered-homes.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { isHomeId } from '../structures/structure-definition.ts'
import type { ChangeDevice } from './change-device.ts'
import { decodeDeviceChange } from './decode-device-change.ts'
import type { Device } from './device.ts'
import { encodeDevice } from './encode-device.ts'

const notFound = () => new Problem(404, 'There is no such device, or this token does not cover it.')

function covered(c: TokenContext, device: Device | undefined): Device {
  if (device === undefined || !coversDevice(c.var.access, device, 'read')) throw notFound()
  return device
}

async function findCovered(c: TokenContext, { store }: DeviceApiContext): Promise<Device> {
  const id = c.req.param('id') ?? ''
  if (!isHomeId(id)) throw notFound()
  return covered(c, await store.findDevice(c.var.access.subject, id))
}

/** `GET /v1/devices/{id}` */
export async function readDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return c.json(encodeDevice(await findCovered(c, context), context.now()))
}

/** `PATCH /v1/devices/{id}` */
export async function changeDevice(
  c: TokenContext,
  context: DeviceApiContext,
  change: ChangeDevice,
): Promise<Response> {
  const { access } = c.var
  const device = await findCovered(c, context)
  if (!coversDevice(access, device, 'control')) return refuseControl(context, 'devices:write')
  const asked = decodeDeviceChange(device.type, await readJsonBody(c.req.raw))
  const changed = covered(c, await change(access.subject, device.id, asked))
  return c.json(encodeDevice(changed, context.now()))
}
