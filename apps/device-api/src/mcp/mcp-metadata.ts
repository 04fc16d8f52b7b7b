import { metadataAnswer, resourceMetadataUrl } from '@latchkey/resource-kit'
import type { DeviceApiContext } from '../device-api-context.ts'
import { deviceScopes } from '../scopes.ts'

export const mcpPath = '/mcp'

type Api = Pick<DeviceApiContext, 'origin' | 'gate'>

/** Where the document of the MCP server stands, which has an identifier of its own below the device API's (RFC 9728 §3.1). */
export const mcpMetadataUrl = ({ origin }: Pick<Api, 'origin'>) => resourceMetadataUrl(origin + mcpPath)

/** With this an agent finds the server that gives tokens, knowing nothing but the address of the MCP server. */
export function readMcpMetadata({ origin, gate }: Api): Response {
  const { status, headers, body } = metadataAnswer({
    resource: origin + mcpPath,
    authorizationServers: [origin],
    scopes: deviceScopes,
    name: 'Homes and devices',
    documentation: `${origin}/docs/mcp`,
    authorizationDetailsTypes: ['home_access'],
    ...(gate.dpop !== undefined && { dpop: 'accepted' as const }),
    certificateBound: gate.certificateThumbprint !== undefined,
  })
  return new Response(body, { status, headers })
}
