import { createDeviceApi, describeDeviceApi } from '@latchkey/device-api'
import { type Context, Hono } from 'hono'
import { createAuthServer } from './apps/auth-server/src/app.ts'
import { endpoints } from './apps/auth-server/src/discovery/metadata.ts'
import { holderRules } from './apps/auth-server/src/sender-constraint/holder-rules.ts'
import { accessFor } from './apps/auth-server/src/token/verify-access-token.ts'
import type { Latchkey } from './open-latchkey.ts'

/** Both apps on one port: the authorization server, and the device API that it protects. */
export function createApp(
  { server, homes }: Pick<Latchkey, 'server' | 'homes'>,
  state: { readonly isReady: boolean },
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
  const verify = (token: string) => accessFor(server, server.issuer, token)
  const { issuer, now, log } = server
  const description = describeDeviceApi({
    serverUrl: issuer,
    authorizationUrl: issuer + endpoints.authorize,
    tokenUrl: issuer + endpoints.token,
  })
  app.route('/', createDeviceApi({ verify, store: homes, now, log, description, ...holderRules(server) }))
  app.route('/', createAuthServer(server, { apiDescription: description, send: app.fetch }))
  return app
}

function notReady(c: Context): Response {
  return c.text('not ready', 503, { 'Retry-After': '1' })
}
