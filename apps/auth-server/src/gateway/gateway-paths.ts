/** Where proxies ask: `/gateway/{id of an API}`, and everything below it. */
export const gatewayPath = '/gateway'

const metadataPath = `/.well-known/oauth-protected-resource${gatewayPath}`

export const apiMetadataRoute = `${metadataPath}/:apiId`

/** Where the metadata of an API stands, for programs that only know the API (RFC 9728 §3.1). */
export function apiMetadataPath(apiId: string): string {
  return `${metadataPath}/${encodeURIComponent(apiId)}`
}

/** A segment that `URL` resolves: `.` and `..`, encoded or not. */
const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/**
 * Whether the path of a request would, once resolved, lead out of what it was asked at. Envoy appends the path that a stranger
 * chose: without this, `/gateway/meter/../../healthz` would be answered 200, which lets the stranger in.
 */
export function leavesGateway(target: string): boolean {
  if (!target.startsWith(`${gatewayPath}/`)) return false
  const [path = ''] = target.split(/[?#]/, 1)
  return dotSegment.test(path)
}
