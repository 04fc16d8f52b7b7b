import { X509Certificate } from 'node:crypto'
import { OAuthError } from '@latchkey/protocol'
import type { ClientCertificate } from './client-certificate.ts'

/** A proxy passes on as much as it was sent; what leads to an authority is shorter. */
const mostIntermediates = 10

/**
 * The `Client-Cert` and `Client-Cert-Chain` headers of RFC 9440 §2; the first also as nginx writes `$ssl_client_escaped_cert`,
 * PEM in percent-encoding. Throws `invalid_request`.
 */
export function decodeForwardedCertificate(header: string, chain: string | undefined): ClientCertificate {
  const items = (chain ?? '').split(',').map((item) => item.trim())
  const intermediates = items.filter((item) => item !== '').slice(0, mostIntermediates)
  return {
    certificate: header.startsWith(':')
      ? readCertificate(bytesOf('Client-Cert', header), 'Client-Cert')
      : readCertificate(pemOf(header), 'Client-Cert'),
    intermediates: intermediates.map((item) =>
      readCertificate(bytesOf('Client-Cert-Chain', item), 'Client-Cert-Chain'),
    ),
  }
}

/** A byte sequence of structured fields (RFC 8941 §3.3.5). */
function bytesOf(name: string, item: string): Buffer {
  const [, base64] = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(item) ?? []
  if (base64 === undefined) throw malformed(name, 'it is no base64 between colons')
  return Buffer.from(base64, 'base64')
}

function pemOf(escaped: string): string {
  const pem = unescaped(escaped)
  const isOne = /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/.test(pem)
  if (!isOne) throw malformed('Client-Cert', 'it is neither base64 between colons nor one PEM certificate')
  return pem
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw malformed('Client-Cert', 'its percent-encoding is broken', cause)
  }
}

function readCertificate(encoded: Buffer | string, name: string): X509Certificate {
  try {
    return new X509Certificate(encoded)
  } catch (cause) {
    throw malformed(name, 'there is no certificate in it', cause)
  }
}

function malformed(name: string, detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', `The header ${name} cannot be read: ${detail}.`, {
    reason: { kind: 'unreadable request', detail: name },
    cause,
  })
}
