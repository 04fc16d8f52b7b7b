import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** What turns Node's requests into those that an app answers. */
export function requestListener(fetch: Parameters<typeof getRequestListener>[0]): RequestListener {
  return getRequestListener(fetch)
}
