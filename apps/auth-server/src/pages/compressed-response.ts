import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** RFC 9110 §12.5.3: `gzip;q=0` is a no. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return /(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)/i.test(acceptEncoding ?? '')
}

/** The same answer in fewer bytes for whoever takes them; what depends on that says so to caches. */
export async function compressedResponse(
  response: Response,
  acceptEncoding: string | undefined,
): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.append('vary', 'Accept-Encoding')
  if (!acceptsGzip(acceptEncoding)) return new Response(response.body, { status: response.status, headers })
  headers.set('content-encoding', 'gzip')
  const body = new Uint8Array(await compress(await response.arrayBuffer()))
  return new Response(body, { status: response.status, headers })
}
