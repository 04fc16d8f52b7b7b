import type { Problem } from '../problem.ts'

/** A refusal before any message was read, so it answers none of them: its id is null (JSON-RPC 2.0 §5). */
function encodeRefusal(
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

/** JSON-RPC's own codes; the rest is ours to choose (JSON-RPC 2.0 §5.1). */
const codes: Readonly<Record<number, number>> = { 400: -32600, 415: -32600, 500: -32603 }

export function encodeMcpProblem({ status, message, more }: Problem): Response {
  return encodeRefusal(status, codes[status] ?? -32000, message, more.headers)
}

export function encodeOriginRefusal(): Response {
  return encodeRefusal(403, -32000, 'Pages of this origin may not use the MCP server.')
}
