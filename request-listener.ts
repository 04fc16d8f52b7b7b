import type { RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { leavesGateway } from './apps/auth-server/src/gateway/gateway-paths.ts'

/** Answers a request; `bindings` holds the connection that it came over. */
export type Fetch = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** What turns Node's requests into those that an app answers, which sees addresses only when they are resolved. */
export function requestListener(fetch: Fetch): RequestListener {
  // We listen for HTTP/1.1 alone.
  const listener = getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings))
  return (request, response) => {
    if (leavesGateway(request.url ?? '')) response.writeHead(400, { 'Cache-Control': 'no-store' }).end()
    else listener(request, response)
  }
}
