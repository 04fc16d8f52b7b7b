import type { Dialect, TokenFacts } from '@latchkey/dialects'

/** Tokens + dialect → HTTP. RFC 6749 §5.1: Cache-Control and Pragma keep the answer out of every cache. */
export function encodeTokenResponse(
  facts: TokenFacts,
  dialect: Dialect,
  more?: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(dialect.tokenResponse.members(facts)), {
    headers: {
      'Content-Type': dialect.tokenResponse.contentType,
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      // A GET's answer depends on who asks, which only its Authorization header says.
      Vary: 'Authorization',
      'Access-Control-Allow-Origin': '*',
      ...more,
    },
  })
}
