const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

/**
 * "Servers MUST validate the Origin header on all incoming connections" (MCP, transports, security warning): no page of a
 * stranger's name that resolves to this machine gets through. Only browsers send the header; agents that run in one come from
 * the server's own pages or from the machine of the person who uses them.
 */
export function isAllowedOrigin(headers: Headers, own: string): boolean {
  const origin = headers.get('Origin')
  return origin === null || origin === own || loopback.test(origin)
}
