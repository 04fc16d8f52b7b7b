import { type TokenEndpointAuthMethod, tokenEndpointAuthMethods } from '../store/records.ts'
import type { CertificateFacts, ClientAuthenticationMethod } from './method.ts'
import { clientSecretBasic } from './methods/client-secret-basic.ts'
import { clientSecretPost } from './methods/client-secret-post.ts'
import { none } from './methods/none.ts'
import { privateKeyJwt } from './methods/private-key-jwt.ts'
import { selfSignedTlsClientAuth } from './methods/self-signed-tls-client-auth.ts'
import { tlsClientAuth } from './methods/tls-client-auth.ts'

/** Every method with credentials. All of them are asked, so that two in one request are noticed. */
export const credentialMethods: readonly ClientAuthenticationMethod[] = [
  clientSecretBasic,
  clientSecretPost,
  privateKeyJwt,
]

/**
 * The request only names the client, and its registration says which of these is meant: a certificate may also have been sent
 * for nothing but binding tokens to it (RFC 8705 §4). Asked only when no other method is used.
 */
export const nameMethods: readonly [ClientAuthenticationMethod, ...ClientAuthenticationMethod[]] = [
  none,
  tlsClientAuth,
  selfSignedTlsClientAuth,
]

/** For the metadata documents. */
export function methodNames(server: CertificateFacts): readonly TokenEndpointAuthMethod[] {
  const possible = [...credentialMethods, ...nameMethods].filter(
    ({ isPossible }) => isPossible?.(server) ?? true,
  )
  return tokenEndpointAuthMethods.filter((name) => possible.some((method) => method.name === name))
}
