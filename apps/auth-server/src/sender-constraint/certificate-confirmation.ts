import { createHash, type X509Certificate } from 'node:crypto'
import type { Confirmation } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { clientCertificateOf } from './client-certificate.ts'

/** The SHA-256 of a whole certificate, in base64url. */
export function thumbprintOf({ raw }: X509Certificate): string {
  return createHash('sha256').update(raw).digest('base64url')
}

/** RFC 8705 §3.1 */
export function certificateConfirmation(certificate: X509Certificate): Confirmation {
  return { 'x5t#S256': thumbprintOf(certificate) }
}

/** The certificate of a request at a protected resource, as the `cnf` that a token must have (RFC 8705 §3). */
export function confirmationOfConnection(server: ServerContext, c: Context): Confirmation | undefined {
  const sent = clientCertificateOf(server, c)
  return sent && certificateConfirmation(sent.certificate)
}
