import type { HolderRules, TokenEnv, VerifyToken } from '@latchkey/resource-kit'
import { type ErrorHandler, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { routePath } from 'hono/route'
import { type DeviceApiContext, tokenWith } from './device-api-context.ts'
import { deviceChanger } from './devices/change-device.ts'
import { changeDevice, readDevice } from './devices/device-routes.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { openApiRoutes } from './openapi-routes.ts'
import type { OpenApiDocument } from './openapi-types.ts'
import { encodeProblem, Problem, problemOf } from './problem.ts'
import { scopeHierarchy } from './scopes.ts'
import type { HomesStore } from './store/homes-store.ts'
import { changeStructure, listStructures, readStructure } from './structures/structure-routes.ts'
import { BadParameter } from './systems/decode-paging.ts'
import { encodeNibeProblem } from './systems/encode-nibe-error.ts'
import { listSystems, readSystemToken } from './systems/system-routes.ts'

export interface DeviceApiOptions extends HolderRules {
  /** Says whether a token is good at this API: the server's own function, or the HTTP verifier. */
  readonly verify: VerifyToken
  readonly store: HomesStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told of faults only. A pino logger fits. */
  readonly log?: { error(fields: object, message: string): void }
  /** The API's name in challenges; `devices` unless given. */
  readonly realm?: string
  /** The address of the API's RFC 9728 document, for challenges. */
  readonly resourceMetadata?: string
  /** `describeDeviceApi`; given, it is served at `/v1/openapi.json`. */
  readonly description?: OpenApiDocument
}

/** Programs in browsers may call the API from anywhere: its tokens are sent by hand, never by the browser itself. */
const preflight = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'PATCH'],
  allowHeaders: ['Authorization', 'Content-Type', 'DPoP'],
  maxAge: 600,
})

/** Set on the answer's own headers: Hono's `c.header` and its CORS middleware would copy the whole answer to add them. */
const openToBrowsers: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', 'WWW-Authenticate, DPoP-Nonce, Retry-After, Allow')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

const unknownAddress = () => {
  throw new Problem(404, 'The device API has no such address.')
}

function contextOf({ store, now, ...options }: DeviceApiOptions): DeviceApiContext {
  const { verify, realm = 'devices', resourceMetadata, dpop, certificateThumbprint } = options
  return {
    store,
    now,
    gate: {
      verify,
      realm,
      hierarchy: scopeHierarchy,
      schemes: ['Bearer', 'BearerToken'],
      now,
      ...(resourceMetadata !== undefined && { resourceMetadata }),
      ...(dpop !== undefined && { dpop }),
      ...(certificateThumbprint !== undefined && { certificateThumbprint }),
    },
  }
}

/** Our own view. */
function v1(context: DeviceApiContext): Hono<TokenEnv> {
  const change = deviceChanger(context.store, context.now)
  const token = tokenWith.bind(undefined, context)
  return new Hono<TokenEnv>()
    .get('/v1/structures', token('structures:read'), (c) => listStructures(c, context))
    .all('/v1/structures', methodNotAllowed('GET'))
    .get('/v1/structures/:id', token('structures:read'), (c) => readStructure(c, context))
    .patch('/v1/structures/:id', token('structures:write'), (c) => changeStructure(c, context))
    .all('/v1/structures/:id', methodNotAllowed('GET', 'PATCH'))
    .get('/v1/devices/:id', token('devices:read'), (c) => readDevice(c, context))
    .patch('/v1/devices/:id', token('devices:write'), (c) => changeDevice(c, context, change))
    .all('/v1/devices/:id', methodNotAllowed('GET', 'PATCH'))
    .all('/v1/*', unknownAddress)
}

/** NIBE's view. */
function nibe(context: DeviceApiContext): Hono<TokenEnv> {
  return new Hono<TokenEnv>()
    .get('/api/v1/systems', readSystemToken(context), (c) => listSystems(c, context))
    .all('/api/v1/systems', methodNotAllowed('GET'))
    .all('/api/v1/*', unknownAddress)
}

/** A view's errors in its own words; a fault of ours is logged, with the route's pattern and never the URL. */
function answerErrors(
  log: DeviceApiOptions['log'],
  encode: (error: Problem) => Response,
): ErrorHandler<TokenEnv> {
  return (error, c) => {
    const problem = problemOf(error)
    if (problem.status === 500)
      log?.error({ err: error, method: c.req.method, route: routePath(c) }, 'the device API has a fault')
    return encode(problem)
  }
}

/** The protected API: every route of it on this page. It touches no path outside `/v1` and `/api/v1`. */
export function createDeviceApi(options: DeviceApiOptions): Hono {
  const { log, now, description } = options
  const context = contextOf(options)
  const nibeError = (error: Problem) =>
    encodeNibeProblem(error, now(), error instanceof BadParameter ? error.code : undefined)
  const app = new Hono()
  for (const path of ['/v1/*', '/api/v1/*']) app.on('OPTIONS', path, preflight).use(path, openToBrowsers)
  if (description !== undefined)
    app.route('/', openApiRoutes(description).onError(answerErrors(log, encodeProblem)))
  app.route('/', v1(context).onError(answerErrors(log, encodeProblem)))
  app.route('/', nibe(context).onError(answerErrors(log, nibeError)))
  return app
}
