import { encodeRefusal, requireToken, type TokenEnv, type TokenRequirement } from '@latchkey/resource-kit'
import type { Context, MiddlewareHandler } from 'hono'
import type { DeviceScope } from './scopes.ts'
import type { HomesStore } from './store/homes-store.ts'

/** What the routes work with. */
export interface DeviceApiContext {
  readonly store: HomesStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How tokens are checked; the needed scopes are each route's own. */
  readonly gate: Omit<TokenRequirement, 'needs' | 'scopes'>
}

export type TokenContext = Context<TokenEnv>

export function tokenWith(
  context: DeviceApiContext,
  ...needs: readonly DeviceScope[]
): MiddlewareHandler<TokenEnv> {
  return requireToken({ ...context.gate, needs })
}

/** The scope would do, but the homeowner shared this home for reading only. */
export function refuseControl(context: DeviceApiContext, scope: DeviceScope): Response {
  const detail = 'The homeowner allowed this app to read this home, not to control it.'
  return encodeRefusal({ code: 'insufficient_scope', detail }, { ...context.gate, scopes: [scope] })
}
