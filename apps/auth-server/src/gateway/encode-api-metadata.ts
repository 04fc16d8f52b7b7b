import { dpopAlgorithms } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { metadataEndpoint } from '../discovery/metadata-endpoint.ts'
import { notFound } from '../pages/not-found.ts'

/** RFC 9728 §3: what a program must know to ask for a token for an API that stands behind a gateway. */
export async function apiMetadataEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const api = await server.records.api(c.req.param('apiId') ?? '')
  if (api === undefined) return notFound(server, c)
  return metadataEndpoint({
    resource: api.identifier,
    resource_name: api.name,
    authorization_servers: [server.issuer],
    scopes_supported: api.scopes,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: dpopAlgorithms,
  })
}
