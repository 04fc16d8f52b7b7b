import { coveredStructures } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { unknownAddress } from '../unknown-address.ts'
import { encodeDevices } from './encode-devices.ts'
import { encodeLocation } from './encode-location.ts'
import { findLocation } from './find-device.ts'

/** `GET /v2/locations`: devices are shown to a token that may read devices. */
export async function listLocations(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const { access, scope } = c.var
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  const at = now()
  const locations = coveredStructures(access, owned).map((home) => {
    const devices = scope.has('devices:read') ? encodeDevices({ access, home, now: at }) : []
    return encodeLocation(home, devices ?? [], at)
  })
  return c.json(locations)
}

/** `GET /v2/devices?locationId=` and `GET /v2/devices/{kind}?locationId=`. A location that is not covered has no devices. */
export async function listDevices(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { access } = c.var
  const home = await findLocation(c, context)
  const looking = { access, now: context.now() }
  const devices = encodeDevices({ ...looking, home: home ?? noHome }, c.req.param('kind'))
  return devices === undefined ? unknownAddress() : c.json(devices)
}

/** Where nothing is. */
const noHome = {
  id: '',
  number: 0,
  name: '',
  owner: '',
  timeZone: 'UTC',
  away: 'home',
  facts: {},
  devices: [],
  version: 0,
} as const
