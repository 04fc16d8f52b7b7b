import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono, type MiddlewareHandler } from 'hono'
import { type DeviceApiContext, tokenWith } from './device-api-context.ts'
import { changeDevice, listDevices, readDevice } from './devices/device-routes.ts'
import { streamDevice, streamEvents, streamStructure } from './events/event-routes.ts'
import { limitRate } from './limits/limit-rate.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { encodeProblem } from './problem.ts'
import type { DeviceScope } from './scopes.ts'
import { addRoom, deleteRoom, listRooms, readRoom, renameRoom } from './structures/room-routes.ts'
import { changeStructure, listStructures, readStructure } from './structures/structure-routes.ts'
import { unknownAddress } from './unknown-address.ts'
import type { View } from './view.ts'

/** A token of this scope, of a connection that does not ask too often. */
function gateOf(context: DeviceApiContext) {
  const limit = limitRate(context, 'v1')
  return (scope: DeviceScope): MiddlewareHandler<TokenEnv> => {
    const token = tokenWith(context, scope)
    return (c, next) => token(c, async () => void (await limit(c, next)))
  }
}

/** Our own view: every route of it on this page; long because it is a table. */
export const v1View: View = {
  name: 'v1',
  paths: ['/v1/*'],
  encodeProblem,
  routes: (context: DeviceApiContext) => {
    const token = gateOf(context)
    const structure = '/v1/structures/:id'
    const room = '/v1/structures/:id/rooms/:room'
    return new Hono<TokenEnv>()
      .get('/v1/structures', token('structures:read'), (c) => listStructures(c, context))
      .all('/v1/structures', methodNotAllowed('GET'))
      .get(structure, token('structures:read'), (c) => readStructure(c, context))
      .patch(structure, token('structures:write'), (c) => changeStructure(c, context))
      .all(structure, methodNotAllowed('GET', 'PATCH'))
      .get(`${structure}/rooms`, token('structures:read'), (c) => listRooms(c, context))
      .post(`${structure}/rooms`, token('structures:write'), (c) => addRoom(c, context))
      .all(`${structure}/rooms`, methodNotAllowed('GET', 'POST'))
      .get(room, token('structures:read'), (c) => readRoom(c, context))
      .patch(room, token('structures:write'), (c) => renameRoom(c, context))
      .delete(room, token('structures:write'), (c) => deleteRoom(c, context))
      .all(room, methodNotAllowed('GET', 'PATCH', 'DELETE'))
      .get(`${structure}/events`, token('devices:read'), (c) => streamStructure(c, context))
      .all(`${structure}/events`, methodNotAllowed('GET'))
      .get('/v1/devices', token('devices:read'), (c) => listDevices(c, context))
      .all('/v1/devices', methodNotAllowed('GET'))
      .get('/v1/devices/:id', token('devices:read'), (c) => readDevice(c, context))
      .patch('/v1/devices/:id', token('devices:write'), (c) => changeDevice(c, context))
      .all('/v1/devices/:id', methodNotAllowed('GET', 'PATCH'))
      .get('/v1/devices/:id/events', token('devices:read'), (c) => streamDevice(c, context))
      .all('/v1/devices/:id/events', methodNotAllowed('GET'))
      .get('/v1/events', token('devices:read'), (c) => streamEvents(c, context))
      .all('/v1/events', methodNotAllowed('GET'))
      .all('/v1/*', unknownAddress)
  },
}
