import { createHash, type X509Certificate } from 'node:crypto'
import type { Confirmation } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { clientCertificateOf } from './client-certificate.ts'

/** RFC 8705 §3.1: the SHA-256 of the whole certificate. */
export function certificateConfirmation({ raw }: X509Certificate): Confirmation {
  return { 'x5t#S256': createHash('sha256').update(raw).digest('base64url') }
}

/** The certificate of a request at a protected resource, as the `cnf` that a token must have (RFC 8705 §3). */
export function confirmationOfConnection(server: ServerContext, c: Context): Confirmation | undefined {
  const sent = clientCertificateOf(server, c)
  return sent && certificateConfirmation(sent.certificate)
}
