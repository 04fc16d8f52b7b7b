import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import { type DeviceApiContext, tokenWith } from './device-api-context.ts'
import { changeDevice, readDevice } from './devices/device-routes.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { encodeProblem } from './problem.ts'
import { changeStructure, listStructures, readStructure } from './structures/structure-routes.ts'
import { unknownAddress } from './unknown-address.ts'
import type { View } from './view.ts'

/** Our own view: every route of it on this page. */
export const v1View: View = {
  name: 'v1',
  paths: ['/v1/*'],
  encodeProblem,
  routes: (context: DeviceApiContext) => {
    const token = tokenWith.bind(undefined, context)
    return new Hono<TokenEnv>()
      .get('/v1/structures', token('structures:read'), (c) => listStructures(c, context))
      .all('/v1/structures', methodNotAllowed('GET'))
      .get('/v1/structures/:id', token('structures:read'), (c) => readStructure(c, context))
      .patch('/v1/structures/:id', token('structures:write'), (c) => changeStructure(c, context))
      .all('/v1/structures/:id', methodNotAllowed('GET', 'PATCH'))
      .get('/v1/devices/:id', token('devices:read'), (c) => readDevice(c, context))
      .patch('/v1/devices/:id', token('devices:write'), (c) => changeDevice(c, context))
      .all('/v1/devices/:id', methodNotAllowed('GET', 'PATCH'))
      .all('/v1/*', unknownAddress)
  },
}
