/** RFC 9126 §2.2. */
export function pushedAnswer(
  uri: string,
  livesSeconds: number,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', ...more }
  return Response.json({ request_uri: uri, expires_in: livesSeconds }, { status: 201, headers })
}
