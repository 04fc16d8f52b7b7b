import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { limitRate } from '../limits/limit-rate.ts'
import { methodNotAllowed } from '../method-not-allowed.ts'
import type { DeviceScope } from '../scopes.ts'
import { unknownAddress } from '../unknown-address.ts'
import type { View } from '../view.ts'
import { deviceKinds } from './encode-devices.ts'
import { encodeHoneywellProblem } from './encode-honeywell-error.ts'
import { honeywellToken, ownApiKey } from './honeywell-token.ts'
import { deviceList, listLocations } from './location-routes.ts'
import {
  changeFan,
  changePriority,
  changeSchedule,
  changeThermostat,
  readFan,
  readGroupRooms,
  readPriority,
  readSchedule,
  readThermostat,
} from './thermostat-routes.ts'
import { changeLeakDetector, controlWaterValve, readWaterDevice, readWaterValve } from './water-routes.ts'

type Answer = (c: TokenContext, context: DeviceApiContext) => Promise<Response>

/** Everything there is at one path. */
interface Place {
  readonly path: string
  readonly needs?: DeviceScope
  readonly get?: Answer
  readonly put?: Answer
  readonly post?: Answer
}

const thermostat = '/v2/devices/thermostats/:id'
const detector = '/v2/devices/waterLeakDetectors/:id'
const valve = '/v2/devices/shutoffvalve/:id'

const places: readonly Place[] = [
  { path: '/v2/locations', needs: 'structures:read', get: listLocations },
  { path: '/v2/devices', get: deviceList() },
  // A parameter beside names would cost every route the faster router.
  ...deviceKinds.map((kind) => ({ path: `/v2/devices/${kind}`, get: deviceList(kind) })),
  { path: thermostat, get: readThermostat, post: changeThermostat },
  { path: `${thermostat}/fan`, get: readFan, post: changeFan },
  { path: `${thermostat}/priority`, get: readPriority, put: changePriority, post: changePriority },
  { path: `${thermostat}/group/:group/rooms`, get: readGroupRooms },
  { path: '/v2/devices/schedule/:id', get: readSchedule, post: changeSchedule },
  { path: detector, get: readWaterDevice, put: changeLeakDetector, post: controlWaterValve },
  { path: valve, get: readWaterValve },
  { path: `${valve}/control`, post: controlWaterValve },
]

const methods = ['get', 'put', 'post'] as const

function honeywellRoutes(context: DeviceApiContext): Hono<TokenEnv> {
  const app = new Hono<TokenEnv>()
  const limit = limitRate(context, 'honeywell')
  const apiKey = ownApiKey(context)
  for (const place of places) {
    const there = methods.filter((method) => place[method] !== undefined)
    for (const method of there) {
      const needs = method === 'get' ? (place.needs ?? 'devices:read') : 'devices:write'
      const answer = place[method] ?? unknownAddress
      const token = honeywellToken(context, needs)
      app.on(method.toUpperCase(), place.path, token, limit, apiKey, (c) => answer(c, context))
    }
    app.all(place.path, methodNotAllowed(...there.map((method) => method.toUpperCase())))
  }
  return app.all('/v2/*', unknownAddress)
}

/** The homes in the shape of Honeywell Home (Lyric, Resideo): every route of it on this page. */
export const honeywellView: View = {
  name: 'honeywell',
  paths: ['/v2/*'],
  encodeProblem: encodeHoneywellProblem,
  routes: honeywellRoutes,
}
