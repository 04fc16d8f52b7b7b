import type { X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { decodeForwardedCertificate } from './decode-forwarded-certificate.ts'

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
export function clientCertificateOf(
  { isCertificateProxy }: ServerContext,
  c: Context<{ Bindings: Partial<HttpBindings> }>,
): ClientCertificate | undefined {
  const socket = c.env.incoming?.socket
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  if (certificate !== undefined) return { certificate, intermediates: sentAlong(certificate) }
  if (!isCertificateProxy(socket?.remoteAddress ?? '')) return undefined
  const header = c.req.header('client-cert')
  return header === undefined || header === ''
    ? undefined
    : decodeForwardedCertificate(header, c.req.header('client-cert-chain'))
}

/** More of them are not looked at. */
const mostSentAlong = 10

function sentAlong(certificate: X509Certificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  let next = certificate.issuerCertificate
  while (next !== undefined && chain.length < mostSentAlong) {
    chain.push(next)
    next = next.issuerCertificate
  }
  return chain
}

/** The same, looked for when it is first asked for, and once. */
export function certificateOnDemand(server: ServerContext, c: Context): () => ClientCertificate | undefined {
  let found: { readonly certificate: ClientCertificate | undefined } | undefined
  return () => {
    found ??= { certificate: clientCertificateOf(server, c) }
    return found.certificate
  }
}
