import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'

/** Who sent this request. */
export function senderOf({ isTrustedProxy }: ServerContext, c: Context): string {
  return clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), isTrustedProxy)
}

/** Who sent a request: the socket's address, or, behind a proxy of ours, the last address that it did not add itself. */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  isTrustedProxy: (address: string) => boolean,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  let address = socketAddress ?? ''
  while (isTrustedProxy(address) && hops.length > 0) {
    const hop = hops.pop() ?? ''
    if (hop === '') break
    address = hop
  }
  return address
}
