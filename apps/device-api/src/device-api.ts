import type { HolderRules, TokenEnv, TokenRequirement, VerifyToken } from '@latchkey/resource-kit'
import { type Context, type ErrorHandler, Hono } from 'hono'
import { routePath } from 'hono/route'
import type { DeviceApiContext } from './device-api-context.ts'
import { deviceChanger } from './devices/change-device.ts'
import { createHomeFeed } from './events/home-feed.ts'
import { gogoxView } from './gogox/gogox-view.ts'
import { honeywellView } from './honeywell/honeywell-view.ts'
import { type Rates, usualRates } from './limits/rate.ts'
import { mcpView } from './mcp/mcp-view.ts'
import { nestView } from './nest/nest-view.ts'
import { nibeView } from './nibe/nibe-view.ts'
import { openToBrowsers, preflight } from './open-to-browsers.ts'
import { openApiRoutes } from './openapi-routes.ts'
import type { OpenApiDocument } from './openapi-types.ts'
import { encodeProblem, Problem, problemOf } from './problem.ts'
import { awaitBody } from './read-json-body.ts'
import { resourceMetadataRoutes, withResourceMetadata } from './resource-metadata.ts'
import { scopeHierarchy } from './scopes.ts'
import type { HomesStore } from './store/homes-store.ts'
import { createOpenStreams } from './streams/open-streams.ts'
import { v1View } from './v1-view.ts'
import type { View, ViewName } from './view.ts'

export interface DeviceApiOptions extends HolderRules {
  /** The API's own origin, an absolute URL without path. */
  readonly origin: string
  /** Says whether a token is good at this API: the server's own function, or the HTTP verifier. */
  readonly verify: VerifyToken
  /** The same for streams that are under way, every second or so; `verify` unless given. */
  readonly recheck?: VerifyToken
  /** What became of a token that is not good any more, for vendors' views that say it. */
  readonly fateOf?: TokenRequirement['fateOf']
  /** Whether the client of a token may put it into a URL; nobody may unless given. */
  readonly allowsTokenInQuery?: NonNullable<TokenRequirement['queryToken']>['allows']
  /**
   * Whether a request came to one of Nest's hosts: there `/` is Nest's tree. Everywhere else, and unless given, `/` is left to
   * whatever is mounted behind this app.
   */
  readonly isNestHost?: (c: Context) => boolean
  readonly store: HomesStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told of faults only. A pino logger fits. */
  readonly log?: { error(fields: object, message: string): void }
  /** The API's name in challenges; `devices` unless given. */
  readonly realm?: string
  /** `describeDeviceApi`; given, it is served at `/v1/openapi.json`. */
  readonly description?: OpenApiDocument
  /** How many requests a connection may send; `usualRates` unless given. */
  readonly rates?: Rates
  /** Seconds between two signs of life on an idle stream; 30 unless given. */
  readonly keepAliveSeconds?: number
  /** Aborted when the server stops: ends the streams that are open. */
  readonly stop?: AbortSignal | undefined
}

/** Every view of the homes. */
const views: readonly View[] = [v1View, nestView, nibeView, honeywellView, gogoxView, mcpView]

function gateOf({ now, ...options }: DeviceApiOptions): DeviceApiContext['gate'] {
  const { verify, fateOf, realm = 'devices', dpop, certificateThumbprint } = options
  return {
    verify,
    realm,
    hierarchy: scopeHierarchy,
    schemes: ['Bearer', 'BearerToken'],
    now,
    ...(fateOf !== undefined && { fateOf }),
    ...(dpop !== undefined && { dpop }),
    ...(certificateThumbprint !== undefined && { certificateThumbprint }),
  }
}

function contextOf(options: DeviceApiOptions): DeviceApiContext {
  const { origin, store, now, verify, stop, recheck = verify } = options
  const feed = createHomeFeed({ events: store, now })
  const change = deviceChanger(store, now)
  return {
    origin,
    store,
    feed,
    now,
    gate: gateOf(options),
    recheck,
    streams: createOpenStreams({ recheck, stop }),
    allowsTokenInQuery: options.allowsTokenInQuery ?? (() => false),
    isNestHost: options.isNestHost ?? (() => false),
    rates: options.rates ?? usualRates,
    keepAliveSeconds: options.keepAliveSeconds ?? 30,
    changeDevice: async (owner, id, decide) => {
      const changed = await change(owner, id, decide)
      if (changed !== undefined) feed.tell({ owner, structureId: changed.structureId, deviceId: id })
      return changed
    },
    changeStructure: async (owner, id, asked) => {
      const changed = await store.changeStructure(owner, id, asked)
      if (changed !== undefined) feed.tell({ owner, structureId: id })
      return changed
    },
  }
}

/** What is one view's, for who gives it a host of its own: its paths, and what it says where nothing is. */
export function viewOf(name: ViewName): {
  readonly paths: readonly string[]
  /** `now` is milliseconds since 1970. */
  readonly unknownAddress: (now: number) => Response
} {
  const view = views.find((one) => one.name === name) ?? v1View
  const problem = new Problem(404, 'The device API has no such address.')
  return { paths: view.paths, unknownAddress: (now) => view.encodeProblem(problem, now) }
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

/** The protected API: its views, each at its own paths. It touches no other path. */
export function createDeviceApi(options: DeviceApiOptions): Hono {
  const { log, now, description } = options
  const context = contextOf(options)
  const app = new Hono()
  for (const path of views.flatMap(({ paths }) => paths))
    app.on('OPTIONS', path, preflight).use(path, openToBrowsers, awaitBody)
  if (description !== undefined)
    app.route('/', openApiRoutes(description).onError(answerErrors(log, encodeProblem)))
  app.route('/', resourceMetadataRoutes(context).onError(answerErrors(log, encodeProblem)))
  for (const view of views) {
    const encode = (problem: Problem) => view.encodeProblem(problem, now())
    app.route('/', view.routes(withResourceMetadata(context, view.name)).onError(answerErrors(log, encode)))
  }
  return app
}
