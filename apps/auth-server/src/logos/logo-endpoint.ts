import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { notFound } from '../pages/not-found.ts'

/** GET /logos/:clientId: the app's logo, as bytes that are an image and can be nothing else. */
export async function logoEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const client = await server.records.client(c.req.param('clientId') ?? '')
  const logo =
    client?.state === 'active' && client.logoUri !== undefined
      ? await server.logos.find(client.logoUri)
      : undefined
  if (logo === undefined) return notFound(server, c)
  const headers = {
    'Cache-Control': 'public, max-age=3600',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Type': logo.type,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(logo.bytes, { headers })
}
