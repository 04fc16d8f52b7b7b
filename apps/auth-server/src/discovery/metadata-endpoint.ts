import type { KeyRing } from '../keys/key-ring.ts'
import { jwksSeconds } from '../keys/key-ring.ts'

const open = { 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' }

/** A metadata document; the same for everybody and long-lived. */
export function metadataEndpoint(document: Readonly<Record<string, unknown>>): Response {
  return Response.json(document, { headers: { ...open, 'Cache-Control': 'public, max-age=300' } })
}

/** RFC 7517 §5: the public keys. A new one is published here one such lifetime before its first use. */
export function jwksEndpoint(keys: KeyRing): Response {
  const headers = { ...open, 'Cache-Control': `public, max-age=${jwksSeconds}` }
  return Response.json({ keys: keys.publicKeys() }, { headers })
}
