import { requireToken, type TokenEnv } from '@latchkey/resource-kit'
import type { McpHttpHandler } from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { limitRate } from '../limits/limit-rate.ts'
import { methodNotAllowed } from '../method-not-allowed.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import type { View } from '../view.ts'
import { isAllowedOrigin } from './allowed-origin.ts'
import { encodeMcpProblem, encodeOriginRefusal } from './encode-mcp-problem.ts'
import { mcpMetadataUrl, mcpPath, readMcpMetadata } from './mcp-metadata.ts'
import { authInfoOf, loadMcpHandler } from './mcp-server.ts'
import { readingScopes } from './mcp-tool.ts'

/** The document's path is known before the origin is: the well-known part stands before the server's own (RFC 9728 §3.1). */
const metadataPath = new URL(mcpMetadataUrl({ origin: 'http://localhost' })).pathname

/** One message at a time: batches left the protocol with the revision 2025-06-18, and one would count as one request. */
async function readMessage(request: Request): Promise<unknown> {
  const message = await readJsonBody(request)
  if (Array.isArray(message)) throw new Problem(400, 'Send one JSON-RPC message, not several.')
  return message
}

/** No tool says anything before its answer, so the answer is awaited; a fault of ours is then the view's to answer. */
async function answerMessage(
  c: TokenContext,
  context: DeviceApiContext,
  handler: () => Promise<McpHttpHandler>,
): Promise<Response> {
  const parsedBody = await readMessage(c.req.raw)
  const faults: unknown[] = []
  const report = (fault: unknown) => faults.push(fault)
  const { access, scope } = c.var
  const authInfo = authInfoOf({ context, access, scope, report }, mcpMetadataUrl(context))
  const { fetch } = await handler()
  const response = await fetch(c.req.raw, { parsedBody, authInfo })
  const text = await response.text()
  if (faults.length > 0) throw faults[0]
  return new Response(text === '' ? null : text, response)
}

function mcpRoutes(context: DeviceApiContext): Hono<TokenEnv> {
  const resourceMetadata = mcpMetadataUrl(context)
  // Agents know one scheme. Any good token may look which tools there are; each tool says what it needs.
  const token = requireToken({
    ...context.gate,
    schemes: ['Bearer'],
    needs: [],
    scopes: readingScopes,
    resourceMetadata,
  })
  let loading: Promise<McpHttpHandler> | undefined
  const handler = () => {
    loading ??= loadMcpHandler()
    return loading
  }
  return new Hono<TokenEnv>()
    .use(mcpPath, (c, next) =>
      isAllowedOrigin(c.req.raw.headers, context.origin) ? next() : Promise.resolve(encodeOriginRefusal()),
    )
    .use(mcpPath, token, limitRate(context, 'mcp'))
    .post(mcpPath, (c) => answerMessage(c, context, handler))
    .all(mcpPath, methodNotAllowed('POST'))
    .get(metadataPath, () => readMcpMetadata(context))
    .all(metadataPath, methodNotAllowed('GET'))
}

/** The homes for agents: the Model Context Protocol over streamable HTTP, without sessions. */
export const mcpView: View = {
  name: 'mcp',
  paths: [mcpPath, metadataPath],
  encodeProblem: encodeMcpProblem,
  routes: mcpRoutes,
}
