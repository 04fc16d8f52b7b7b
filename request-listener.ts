import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { leavesGateway } from './apps/auth-server/src/gateway/gateway-paths.ts'

/** What turns Node's requests into those that an app answers, which sees addresses only when they are resolved. */
export function requestListener(fetch: Parameters<typeof getRequestListener>[0]): RequestListener {
  const listener = getRequestListener(fetch)
  return (request, response) => {
    if (leavesGateway(request.url ?? '')) response.writeHead(400, { 'Cache-Control': 'no-store' }).end()
    else listener(request, response)
  }
}
