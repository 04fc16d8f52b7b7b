import type { X509Certificate } from 'node:crypto'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'

/** A certificate that the other end of a connection proved to own (RFC 8705 §2). */
export interface ClientCertificate {
  readonly certificate: X509Certificate
  /** Whether it leads to an authority of `LATCHKEY_TRUSTED_CA` and is valid now; a self-signed one does not. */
  readonly isTrusted: boolean
}

/** The certificate of the connection itself, or one that a proxy of ours forwards (RFC 9440); from anyone else none. */
export function clientCertificateOf(_server: ServerContext, _c: Context): ClientCertificate | undefined {
  return undefined
}
