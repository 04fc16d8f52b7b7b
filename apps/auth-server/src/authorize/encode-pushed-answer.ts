/** RFC 9126 §2.2. */
export function pushedAnswer(uri: string, livesSeconds: number): Response {
  const headers = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }
  return Response.json({ request_uri: uri, expires_in: livesSeconds }, { status: 201, headers })
}
