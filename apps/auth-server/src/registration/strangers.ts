import { dialects } from '@latchkey/dialects'
import { identityScopes } from '../clients/built-in-scopes.ts'
import type { PolicyName } from '../clients/policies.ts'
import type { Client, Millis } from '../store/records.ts'

// What a client gets that nobody vouches for, because it registered itself.

/** The first one is what it gets; the other one is given to whoever asks for it by name. */
export const strangersPolicies = ['openid', 'fapi2'] as const satisfies readonly PolicyName[]

/** No client_credentials: it has no person who allows it. */
export const strangersGrantTypes = ['authorization_code', 'refresh_token'] as const

/** Declared scopes are of other APIs, for clients that somebody knows. */
export const strangersScopes: readonly string[] = [...dialects.standard.deviceScopes, ...identityScopes]

/** A new one, before anything of it is known. */
export function newStranger(clientId: string, now: Millis): Client {
  return {
    clientId,
    name: '',
    publisher: undefined,
    clientUri: undefined,
    ownerId: undefined,
    verified: false,
    verificationAskedAt: undefined,
    dialect: 'standard',
    policy: strangersPolicies[0],
    redirectUris: [],
    grantTypes: [],
    scopes: [],
    tokenEndpointAuthMethod: undefined,
    jwks: undefined,
    allows: [],
    overrides: {},
    idTokenSignedResponseAlg: undefined,
    secrets: [],
    members: [],
    state: 'active',
    counter: 0,
    createdAt: now,
  }
}
