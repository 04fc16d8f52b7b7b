import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { limitRate } from '../limits/limit-rate.ts'
import { methodNotAllowed } from '../method-not-allowed.ts'
import { unknownAddress } from '../unknown-address.ts'
import type { View } from '../view.ts'
import { encodeNibeProblem } from './encode-nibe-error.ts'
import { systemToken } from './nibe-answer.ts'
import { NibeProblem } from './nibe-problem.ts'
import { listNotifications } from './notification-routes.ts'
import { readParameters, setParameters } from './parameter-routes.ts'
import { listThermostats, readMode, setMode, thermostatPoster } from './smart-home-routes.ts'
import { listCategories, readCategory, readSystemStatus, readUnitStatus } from './status-routes.ts'
import {
  listSoftware,
  listSystems,
  listUnits,
  readConfig,
  readPremium,
  readSoftware,
  readSystem,
} from './system-routes.ts'
import { findSystem, type System } from './systems.ts'

type InSystem = (c: TokenContext, context: DeviceApiContext, system: System) => Response | Promise<Response>

/** What can be read of one system. */
const reads: Readonly<Record<string, InSystem>> = {
  '': readSystem,
  '/status/system': readSystemStatus,
  '/status/systemUnit/:unit': readUnitStatus,
  '/software': readSoftware,
  '/config': readConfig,
  '/units': listUnits,
  '/serviceinfo/categories': listCategories,
  '/serviceinfo/categories/:category': readCategory,
  '/parameters': readParameters,
  '/notifications': listNotifications,
  '/premium': readPremium,
  '/smarthome/mode': readMode,
  '/smarthome/thermostats': listThermostats,
}

/** What can be told to one, and how. */
const writes: Readonly<Record<string, { readonly method: 'PUT' | 'POST'; readonly write: InSystem }>> = {
  '/parameters': { method: 'PUT', write: setParameters },
  '/smarthome/mode': { method: 'PUT', write: setMode },
  '/smarthome/thermostats': { method: 'POST', write: thermostatPoster() },
}

function nibeRoutes(context: DeviceApiContext): Hono<TokenEnv> {
  const limit = limitRate(context, 'nibe')
  const [read, write] = [systemToken(context, 'READSYSTEM'), systemToken(context, 'WRITESYSTEM')]
  const inSystem = (handle: InSystem) => async (c: TokenContext) =>
    handle(c, context, await findSystem(c, context))
  const app = new Hono<TokenEnv>()
    .get('/api/v1/software', read, limit, listSoftware)
    .all('/api/v1/software', methodNotAllowed('GET'))
    .get('/api/v1/systems', read, limit, (c) => listSystems(c, context))
    .all('/api/v1/systems', methodNotAllowed('GET'))
  for (const [path, handle] of Object.entries(reads)) {
    const url = `/api/v1/systems/:system${path}`
    const told = writes[path]
    app.get(url, read, limit, inSystem(handle))
    if (told !== undefined) app.on(told.method, url, write, limit, inSystem(told.write))
    app.all(url, methodNotAllowed('GET', ...(told === undefined ? [] : [told.method])))
  }
  return app.all('/api/v1/*', unknownAddress)
}

/** The homes in the shape of NIBE Uplink. */
export const nibeView: View = {
  name: 'nibe',
  paths: ['/api/v1/*'],
  encodeProblem: (problem, now) =>
    encodeNibeProblem(problem, now, problem instanceof NibeProblem ? problem.code : undefined),
  routes: nibeRoutes,
}
