import { metadataAnswer, resourceMetadataUrl, type TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import type { DeviceApiContext } from './device-api-context.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { openToBrowsers, preflight } from './open-to-browsers.ts'
import { deviceScopes } from './scopes.ts'
import type { ViewName } from './view.ts'

/**
 * The path of each view that is known by an identifier of its own, below that of the whole API. The MCP server serves its
 * document itself; the views of older APIs have none, because their programs know where to ask.
 */
const paths: Readonly<Partial<Record<ViewName, string>>> = { v1: '/v1' }

/** The view's own document stands in its challenges (RFC 9728 §5.1), on 401 and 403. */
export function withResourceMetadata(context: DeviceApiContext, view: ViewName): DeviceApiContext {
  const path = paths[view]
  if (path === undefined) return context
  return {
    ...context,
    gate: { ...context.gate, resourceMetadata: resourceMetadataUrl(context.origin + path) },
  }
}

/** The RFC 9728 documents of the API and of its views; `resource` is what their address was made from (§3.3). */
export function resourceMetadataRoutes({ origin, gate }: DeviceApiContext): Hono<TokenEnv> {
  const app = new Hono<TokenEnv>()
  for (const resource of [origin, ...Object.values(paths).map((path) => origin + path)]) {
    const { headers, body } = metadataAnswer({
      resource,
      authorizationServers: [origin],
      scopes: deviceScopes,
      name: 'Homes and devices',
      documentation: `${origin}/docs`,
      authorizationDetailsTypes: ['home_access'],
      ...(gate.dpop !== undefined && { dpop: 'accepted' as const }),
      certificateBound: gate.certificateThumbprint !== undefined,
    })
    const { pathname } = new URL(resourceMetadataUrl(resource))
    app.on('OPTIONS', pathname, preflight).use(pathname, openToBrowsers)
    app.get(pathname, () => new Response(body, { headers })).all(pathname, methodNotAllowed('GET'))
  }
  return app
}
