import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** Programs in browsers may call the API from anywhere: its tokens are sent by hand, never by the browser itself. */
export const preflight = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: [
    ...[
      'Authorization',
      'Content-Type',
      'DPoP',
      'If-Match',
      'If-None-Match',
      'Idempotency-Key',
      'Last-Event-ID',
    ],
    // Of the Model Context Protocol.
    ...['MCP-Protocol-Version', 'Mcp-Method', 'Mcp-Name', 'Mcp-Session-Id'],
  ],
  maxAge: 600,
})

const exposed =
  'WWW-Authenticate, DPoP-Nonce, Retry-After, Allow, ETag, Link, Location, RateLimit, RateLimit-Policy'

/** Set on the answer's own headers: Hono's `c.header` and its CORS middleware would copy the whole answer to add them. */
export const openToBrowsers: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', exposed)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}
