import type { Dialect } from '@latchkey/dialects'
import type { Client, TokenEndpointAuthMethod } from '../store/records.ts'

const places = { client_secret_basic: 'header', client_secret_post: 'body' } as const

/** By keys that stay with the client (FAPI 2.0 Security Profile §5.3.2.1). */
export const strongMethods: readonly TokenEndpointAuthMethod[] = [
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
]

/** The methods by which this client may authenticate: the registered one, else what its dialect and credentials allow. */
export function allowedMethods(client: Client, dialect: Dialect): readonly TokenEndpointAuthMethod[] {
  if (client.tokenEndpointAuthMethod !== undefined) return [client.tokenEndpointAuthMethod]
  if (client.secrets.length > 0) {
    const methods = Object.keys(places) as (keyof typeof places)[]
    return methods.filter((method) => dialect.request.credentials.includes(places[method]))
  }
  return [hasKeys(client) ? 'private_key_jwt' : 'none']
}

/** RFC 6749 §2.1: a client without secret or key cannot keep one. */
export function isPublic(
  client: Pick<Client, 'secrets' | 'jwks' | 'jwksUri' | 'tokenEndpointAuthMethod'>,
): boolean {
  if (client.tokenEndpointAuthMethod !== undefined) return client.tokenEndpointAuthMethod === 'none'
  return client.secrets.length === 0 && !hasKeys(client)
}

/** Keys of its own, or an address of them. */
export function hasKeys({ jwks, jwksUri }: Pick<Client, 'jwks' | 'jwksUri'>): boolean {
  return jwks !== undefined || jwksUri !== undefined
}
