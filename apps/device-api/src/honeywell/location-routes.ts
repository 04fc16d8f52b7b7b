import { coveredStructures } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { type DeviceKind, encodeDevices } from './encode-devices.ts'
import { encodeLocation } from './encode-location.ts'
import { findLocation } from './find-device.ts'

/** `GET /v2/locations`: devices are shown to a token that may read devices. */
export async function listLocations(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const { access, scope } = c.var
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  const at = now()
  const locations = coveredStructures(access, owned).map((home) => {
    const devices = scope.has('devices:read') ? encodeDevices({ access, home, now: at }) : []
    return encodeLocation(home, devices, at)
  })
  return c.json(locations)
}

/**
 * `GET /v2/devices?locationId=`, and below it the devices of one kind. A location that is not covered has none.
 */
export function deviceList(kind?: DeviceKind) {
  return async (c: TokenContext, context: DeviceApiContext): Promise<Response> => {
    const home = await findLocation(c, context)
    if (home === undefined) return c.json([])
    return c.json(encodeDevices({ access: c.var.access, home, now: context.now() }, kind))
  }
}
