import { createHash, type X509Certificate } from 'node:crypto'
import type { Confirmation } from '@latchkey/protocol'

/** The SHA-256 of a whole certificate, in base64url. */
export function thumbprintOf({ raw }: X509Certificate): string {
  return createHash('sha256').update(raw).digest('base64url')
}

/** RFC 8705 §3.1 */
export function certificateConfirmation(certificate: X509Certificate): Confirmation {
  return { 'x5t#S256': thumbprintOf(certificate) }
}
