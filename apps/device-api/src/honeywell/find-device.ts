import { controlsDevice, coveredStructures } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { type Climate, type ClimateRange, climateAt } from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { Problem } from '../problem.ts'
import type { Structure } from '../structures/structure.ts'
import { deviceNumberOf } from './device-ids.ts'
import { deviceNotFound } from './honeywell-problem.ts'

/** A covered device in its home, of which only what is covered is there. */
export interface Found {
  readonly device: Device
  readonly home: Structure
}

/** A device with a climate. */
export interface FoundThermostat extends Found {
  readonly climate: Climate
  readonly range: ClimateRange
}

/** The home that `locationId` names, as far as it is covered. Throws a 400 `Problem` where no number is named. */
export async function findLocation(c: TokenContext, { store }: DeviceApiContext) {
  const text = c.req.query('locationId') ?? ''
  if (!/^\d{1,10}$/.test(text))
    throw new Problem(400, 'The parameter locationId is missing, or is no number of a location')
  const { access } = c.var
  if (access.homes.length === 0) return undefined
  const structure = await store.findStructureByNumber(access.subject, Number(text))
  return structure && coveredStructures(access, [structure])[0]
}

/** The device of the path in the location of the query. Throws `Device Not Found` for whatever is not covered. */
export async function findDevice(c: TokenContext, context: DeviceApiContext): Promise<Found> {
  const home = await findLocation(c, context)
  const number = deviceNumberOf(c.req.param('id') ?? '')
  const device = home?.devices.find((one) => one.number === number)
  if (home === undefined || device === undefined) throw deviceNotFound()
  return { device, home }
}

/** The same of a device with this trait. */
export async function findDeviceWith(
  trait: 'leak' | 'valve',
  c: TokenContext,
  context: DeviceApiContext,
): Promise<Found> {
  const found = await findDevice(c, context)
  if (found.device.traits[trait] === undefined) throw deviceNotFound()
  return found
}

export async function findThermostat(c: TokenContext, context: DeviceApiContext): Promise<FoundThermostat> {
  const found = await findDevice(c, context)
  return { ...found, ...climateOf(found.device, context.now()) }
}

/** The climate of a device as it is now. */
export function climateOf({ traits, type }: Device, now: number): { climate: Climate; range: ClimateRange } {
  const range = deviceTypes[type].climate
  if (traits.climate === undefined || range === undefined) throw deviceNotFound()
  return { climate: climateAt(traits.climate, range, now), range }
}

export const mayControl = (c: TokenContext, { device }: Found) => controlsDevice(c.var.access, device)
