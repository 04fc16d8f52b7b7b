import { tokenEndpointAuthMethods } from '../store/records.ts'
import type { ClientAuthenticationMethod } from './method.ts'
import { clientSecretBasic } from './methods/client-secret-basic.ts'
import { clientSecretPost } from './methods/client-secret-post.ts'
import { none } from './methods/none.ts'
import { privateKeyJwt } from './methods/private-key-jwt.ts'

/** Every method with credentials. All of them are asked, so that two in one request are noticed. */
export const credentialMethods: readonly ClientAuthenticationMethod[] = [
  clientSecretBasic,
  clientSecretPost,
  privateKeyJwt,
]

/** Answers only when no other method is used. */
export const nameOnly: ClientAuthenticationMethod = none

/** For the metadata documents. */
export const methodNames = tokenEndpointAuthMethods.filter((name) =>
  [...credentialMethods, nameOnly].some((method) => method.name === name),
)
