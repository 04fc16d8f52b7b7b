import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import type { ServerContext } from '../../context.ts'
import { OutboundRefused } from '../../outbound/outbound.ts'
import { thumbprintOf } from '../../sender-constraint/certificate-confirmation.ts'
import type { ClientCertificate } from '../../sender-constraint/client-certificate.ts'
import type { Client } from '../../store/records.ts'
import type { ClientAuthenticationMethod } from '../method.ts'
import { badCertificate, keysNotRead, sentCertificate } from '../sent-certificate.ts'
import { none } from './none.ts'

/** RFC 8705 §2.2: a certificate that nobody vouches for, with a key that the client registered; its dates say nothing. */
export const selfSignedTlsClientAuth: ClientAuthenticationMethod = {
  ...none,
  name: 'self_signed_tls_client_auth',
  isPossible: ({ mtlsIssuer }) => mtlsIssuer !== undefined,
  prove: async (server, client, credentials) => {
    const { certificate } = sentCertificate(credentials)
    if (await isRegistered(server, client, certificate)) return
    throw badCertificate('its key is none that the client registered')
  },
}

async function isRegistered(
  { clientKeys }: ServerContext,
  client: Client,
  certificate: ClientCertificate['certificate'],
): Promise<boolean> {
  const { publicKey } = certificate
  try {
    const known = await clientKeys.of(client, undefined)
    if (holds(known.keys, publicKey)) return true
    // A name that no key has: what stands behind `jwks_uri` is read anew, because the key may be new.
    const fresh = await clientKeys.of(client, thumbprintOf(certificate))
    return fresh !== known && holds(fresh.keys, publicKey)
  } catch (cause) {
    throw cause instanceof OutboundRefused ? keysNotRead(client, cause) : cause
  }
}

function holds(keys: readonly JWK[], publicKey: KeyObject): boolean {
  return keys.some((key) => key.use !== 'enc' && isSameKey(key, publicKey))
}

function isSameKey(key: JWK, publicKey: KeyObject): boolean {
  try {
    return createPublicKey({ format: 'jwk', key: { ...key } }).equals(publicKey)
  } catch {
    // A set behind an address may hold kinds of keys that are not known here.
    return false
  }
}
