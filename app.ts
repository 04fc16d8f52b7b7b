import {
  createDeviceApi,
  describeDeviceApi,
  type Rates,
  scopeHierarchy,
  usualRates,
} from '@latchkey/device-api'
import { type Context, Hono } from 'hono'
import { createAuthServer } from './apps/auth-server/src/app.ts'
import type { ServerContext } from './apps/auth-server/src/context.ts'
import { endpoints } from './apps/auth-server/src/discovery/metadata.ts'
import { holderRules } from './apps/auth-server/src/sender-constraint/holder-rules.ts'
import type { RateSettings, Settings } from './apps/auth-server/src/settings.ts'
import { accessFor, accessStillFor, fateOf } from './apps/auth-server/src/token/verify-access-token.ts'
import type { Latchkey } from './open-latchkey.ts'
import { hasApiAtRoot } from './vendor-hosts.ts'

/** What the operator may set of the device API. */
type DeviceApiSettings = Pick<Settings, 'rates' | 'streamKeepAliveSeconds'>

/** Both apps on one port: the authorization server, and the device API that it protects. */
export function createApp(
  { server, homes }: Pick<Latchkey, 'server' | 'homes'>,
  state: { readonly isReady: boolean; readonly stop?: AbortSignal },
  settings: DeviceApiSettings,
): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => (state.isReady && (await canWork()) ? c.text('ready') : notReady(c)))
  /** A read, and a write that changes nothing: the writer can be lost while reading goes on. */
  const canWork = async () => {
    try {
      await server.store.listScopes()
      await server.store.clearThrottle('readiness')
      return true
    } catch {
      return false
    }
  }
  const description = describeDeviceApi({
    serverUrl: server.issuer,
    authorizationUrl: server.issuer + endpoints.authorize,
    tokenUrl: server.issuer + endpoints.token,
  })
  app.route('/', deviceApiOf({ server, homes }, settings, { description, stop: state.stop }))
  app.route('/', createAuthServer(server, { apiDescription: description, send: app.fetch, scopeHierarchy }))
  return app
}

/** The device API as this server protects it. */
function deviceApiOf(
  { server, homes }: Pick<Latchkey, 'server' | 'homes'>,
  settings: DeviceApiSettings,
  more: {
    readonly description: ReturnType<typeof describeDeviceApi>
    readonly stop: AbortSignal | undefined
  },
): Hono {
  const { issuer, now, log } = server
  return createDeviceApi({
    origin: issuer,
    verify: (token) => accessFor(server, issuer, token),
    recheck: (token) => accessStillFor(server, issuer, token),
    fateOf: (token) => fateOf(server, token),
    isNestHost: hasApiAtRoot,
    allowsTokenInQuery: (access) => mayPutTokenInQuery(server, access.clientId),
    store: homes,
    now,
    log,
    ...more,
    rates: ratesOf(settings.rates),
    keepAliveSeconds: settings.streamKeepAliveSeconds,
    ...holderRules(server),
  })
}

/** Off unless somebody allowed it to this client by name; of an app that nobody has verified it does not count. */
async function mayPutTokenInQuery({ records }: ServerContext, clientId: string): Promise<boolean> {
  const client = await records.client(clientId)
  return client?.verified === true && client.allows.includes('token-in-query')
}

function ratesOf(settings: RateSettings): Rates {
  const given = Object.entries(settings).map(([view, rate]) => [view, rate === 'off' ? undefined : rate])
  return { ...usualRates, ...Object.fromEntries(given) }
}

function notReady(c: Context): Response {
  return c.text('not ready', 503, { 'Retry-After': '1' })
}
