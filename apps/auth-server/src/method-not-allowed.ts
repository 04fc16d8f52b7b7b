import type { Context, Hono } from 'hono'

/** 405 with `Allow` (RFC 9110 §15.5.6) where the path is one of ours, but for other methods; else `undefined`. */
export function methodNotAllowed(app: Hono, c: Context): Response | undefined {
  const others = app.routes.filter(
    ({ path, method }) => path !== '*' && path !== '/*' && method !== 'ALL' && matches(path, c.req.path),
  )
  const methods = new Set(others.map(({ method }) => method))
  // A path that answers preflights is open to programs of every origin, its errors too.
  const open = methods.delete('OPTIONS') ? { 'Access-Control-Allow-Origin': '*' } : {}
  const allowed = [...methods]
  if (allowed.length === 0) return undefined
  const body = { error: 'invalid_request', error_description: `Use ${allowed.join(' or ')} here.` }
  return Response.json(body, {
    status: 405,
    headers: { Allow: allowed.join(', '), 'Cache-Control': 'no-store', ...open },
  })
}

function matches(route: string, path: string): boolean {
  const parts = route.split('/')
  const asked = path.split('/')
  return (
    parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at])
  )
}
