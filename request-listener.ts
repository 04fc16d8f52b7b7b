import type { RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'

/** Answers a request; `bindings` holds the connection that it came over. */
export type Fetch = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** What turns Node's requests into those that an app answers. */
export function requestListener(fetch: Fetch): RequestListener {
  // We listen for HTTP/1.1 alone.
  return getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings))
}
