import { controlsDevice, seesDevice, unlocks } from '../covered-homes.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { isHomeId } from '../structures/structure-definition.ts'
import { decodeDeviceChange } from './decode-device-change.ts'
import type { Device } from './device.ts'
import { encodeDevice } from './encode-device.ts'

const notFound = () => new Problem(404, 'There is no such device, or this token does not cover it.')

function covered(c: TokenContext, device: Device | undefined): Device {
  if (device === undefined || !seesDevice(c.var.access, device)) throw notFound()
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
export async function changeDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { access } = c.var
  const device = await findCovered(c, context)
  if (!controlsDevice(access, device)) return refuseControl(context, 'devices:write')
  const asked = decodeDeviceChange(device.type, await readJsonBody(c.req.raw))
  if (asked.lock?.isLocked === false && !unlocks(access, device))
    return refuseControl(context, 'devices:write', 'The homeowner did not allow this app to open locks.')
  const changed = covered(c, await context.changeDevice(access.subject, device.id, () => asked))
  return c.json(encodeDevice(changed, context.now()))
}
