import { OAuthError } from '@latchkey/protocol'
import type { OutboundRefused } from '../outbound/outbound.ts'
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts'
import { DerError } from '../sender-constraint/der.ts'
import type { Client } from '../store/records.ts'
import type { Credentials } from './method.ts'

/** The certificate by which a client authenticates. Throws `invalid_client` when there is none. */
export function sentCertificate({ certificate }: Credentials): ClientCertificate {
  const sent = certificate()
  if (sent !== undefined) return sent
  throw badCertificate('none was sent; send it to an address under mtls_endpoint_aliases of the metadata')
}

/** A certificate that Node reads may still hold what its fields must not be. Throws `invalid_client` for such a one. */
export function readingCertificate<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw cause instanceof DerError ? badCertificate(`it cannot be read: ${cause.message}`, cause) : cause
  }
}

export function badCertificate(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', `The client certificate is refused: ${detail}.`, {
    reason: { kind: 'bad client certificate', detail },
    cause,
  })
}

/** The keys behind a client's `jwks_uri`, to which its certificate would have to belong. */
export function keysNotRead({ jwksUri = '' }: Client, cause: OutboundRefused): OAuthError {
  return new OAuthError('invalid_client', `The client's keys could not be read: ${cause.message}.`, {
    reason: { kind: 'outbound request failed', url: jwksUri, detail: cause.message },
    cause,
  })
}
