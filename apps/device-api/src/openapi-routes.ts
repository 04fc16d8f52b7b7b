import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import { methodNotAllowed } from './method-not-allowed.ts'
import type { OpenApiDocument } from './openapi-types.ts'

/** The same for everybody, so anybody may keep it for a while; a new version of the server may bring another one. */
const headers = { 'Cache-Control': 'public, max-age=300', 'X-Content-Type-Options': 'nosniff' }

/** `GET /v1/openapi.json`, without a token. */
export function openApiRoutes(description: OpenApiDocument): Hono<TokenEnv> {
  return new Hono<TokenEnv>()
    .get('/v1/openapi.json', () => Response.json(description, { headers }))
    .all('/v1/openapi.json', methodNotAllowed('GET'))
}
