import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'

/**
 * The audience that `resource` asks for (RFC 8707 §2). The device API's identifier is the issuer's origin, every path of
 * which belongs to it; it is the audience where nothing is asked for. Throws `invalid_target`.
 */
export async function findAudience(
  server: ServerContext,
  resource: readonly string[],
): Promise<readonly string[]> {
  if (resource.length === 0) return [server.issuer]
  const found = await Promise.all(resource.map((identifier) => findIdentifier(server, identifier)))
  return [...new Set(found)]
}

async function findIdentifier(server: ServerContext, resource: string): Promise<string> {
  const api = await server.records.apiByIdentifier(resource)
  if (api !== undefined) return api.identifier
  if (isOurs(server.issuer, resource)) return server.issuer
  throw new OAuthError('invalid_target', 'The resource is not an API of this server.')
}

/** RFC 8707 §2: an absolute URI without a fragment. */
function isOurs(issuer: string, resource: string): boolean {
  return URL.canParse(resource) && !resource.includes('#') && new URL(resource).origin === issuer
}

/** What a request may have of what was granted. Throws `invalid_target` for anything beyond it. */
export async function narrowAudience(
  server: ServerContext,
  granted: readonly string[],
  resource: readonly string[],
): Promise<readonly string[]> {
  if (resource.length === 0) return granted
  const asked = await findAudience(server, resource)
  if (asked.every((identifier) => granted.includes(identifier))) return asked
  throw new OAuthError('invalid_target', 'The resource was not part of what was granted.')
}
