import { z } from 'zod'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { nameText } from '../name-text.ts'
import { Problem } from '../problem.ts'
import { decodeBody } from './decode-thermostat-change.ts'
import { encodeLeakDetector, encodeWaterValve } from './encode-water.ts'
import { findDevice, findDeviceWith } from './find-device.ts'
import { deviceNotFound } from './honeywell-problem.ts'
import { changeFound, checkOnline } from './thermostat-routes.ts'

/** `GET /v2/devices/waterLeakDetectors/{id}`; programs ask for valves there, too. */
export async function readWaterDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { device } = await findDevice(c, context)
  const json = encodeLeakDetector(device, context.now()) ?? encodeWaterValve(device, context.now())
  if (json === undefined) throw deviceNotFound()
  return c.json(json)
}

const detectorBody = z.object({
  userDefinedDeviceName: nameText.optional(),
  deviceSettings: z.object({ userDefinedName: nameText.optional() }, 'must be an object').optional(),
})

function askedName(json: unknown): string {
  const { userDefinedDeviceName, deviceSettings } = decodeBody(detectorBody, json)
  const name = userDefinedDeviceName ?? deviceSettings?.userDefinedName
  if (name === undefined) throw new Problem(400, 'Send userDefinedDeviceName')
  return name
}

/** `PUT /v2/devices/waterLeakDetectors/{id}`: its name is what a program may change. */
export async function changeLeakDetector(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const found = await findDeviceWith('leak', c, context)
  const changed = await changeFound(c, context, found, (json) => ({ label: askedName(json) }))
  return changed instanceof Response ? changed : c.json(encodeLeakDetector(changed, context.now()) ?? {})
}

/** `GET /v2/devices/shutoffvalve/{id}` */
export async function readWaterValve(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { device } = await findDeviceWith('valve', c, context)
  return c.json(encodeWaterValve(device, context.now()) ?? {})
}

const valveStates = ['open', 'closed', 'close'] as const

const valveBody = z.object({ state: z.enum(valveStates, 'must be open or closed') })

/** `POST /v2/devices/shutoffvalve/{id}/control` with `{"state":"closed"}`. */
export async function controlWaterValve(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const found = await findDeviceWith('valve', c, context)
  const changed = await changeFound(c, context, found, (json, _found, device) => {
    checkOnline(device)
    return { valve: { isOpen: decodeBody(valveBody, json).state === 'open' } }
  })
  return changed instanceof Response ? changed : new Response(null, { status: 200 })
}
