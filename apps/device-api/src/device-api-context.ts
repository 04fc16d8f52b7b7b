import {
  encodeRefusal,
  requireToken,
  type TokenEnv,
  type TokenRequirement,
  type VerifyToken,
} from '@latchkey/resource-kit'
import type { Context, MiddlewareHandler } from 'hono'
import type { ChangeDevice } from './devices/change-device.ts'
import type { HomeFeed } from './events/home-feed.ts'
import type { Rates } from './limits/rate.ts'
import type { DeviceScope } from './scopes.ts'
import type { HomesStore } from './store/homes-store.ts'
import type { OpenStreams } from './streams/open-streams.ts'
import type { DecideStructure, Structure, StructureChange } from './structures/structure.ts'

/** What the routes of every view work with. */
export interface DeviceApiContext {
  /** The API's own origin, an absolute URL without path: links and addresses are built from it, never from `Host`. */
  readonly origin: string
  readonly store: HomesStore
  /** Changes a device and tells the feed. */
  readonly changeDevice: ChangeDevice
  /** Changes a home and tells the feed. `undefined`: the account owns no such home now. */
  readonly changeStructure: (
    owner: string,
    id: string,
    change: StructureChange | DecideStructure,
  ) => Promise<Structure | undefined>
  readonly feed: HomeFeed
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How tokens are checked; the needed scopes are each route's own. */
  readonly gate: Omit<TokenRequirement, 'needs' | 'scopes'>
  /** Whether a token that was verified when a stream began is good still: asked again and again, and counted nowhere. */
  readonly recheck: VerifyToken
  /** Whether the client of a token may put it into the URL (`token-in-query`). */
  readonly allowsTokenInQuery: NonNullable<TokenRequirement['queryToken']>['allows']
  /** Whether a request came to one of Nest's hosts, where `/` is Nest's tree. */
  readonly isNestHost: (c: Context) => boolean
  readonly rates: Rates
  /** The streams of this process: `openEventStream` adds to them. */
  readonly streams: OpenStreams
  /** Seconds between two signs of life on a stream that has nothing to tell. */
  readonly keepAliveSeconds: number
}

export type TokenContext = Context<TokenEnv>

export function tokenWith(
  context: DeviceApiContext,
  ...needs: readonly DeviceScope[]
): MiddlewareHandler<TokenEnv> {
  return requireToken({ ...context.gate, needs })
}

/** The scope would do, but the homeowner did not share this home for this. */
export function refuseControl(
  context: DeviceApiContext,
  scope: DeviceScope,
  detail = 'The homeowner allowed this app to read this, not to control it.',
): Response {
  return encodeRefusal({ code: 'insufficient_scope', detail }, { ...context.gate, scopes: [scope] })
}
