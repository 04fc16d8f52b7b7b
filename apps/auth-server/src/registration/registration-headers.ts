/** RFC 7591 §3.2.1: the answers hold secrets. Open to programs of every origin, which have no cookies here. */
export const registrationHeaders = {
  'Cache-Control': 'no-store',
  Pragma: 'no-cache',
  'Access-Control-Allow-Origin': '*',
} as const
