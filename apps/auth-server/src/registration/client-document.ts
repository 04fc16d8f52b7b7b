import { dialects } from '@latchkey/dialects'
import { type PolicyName, policyNames } from '../clients/policies.ts'
import type { ClientDocument } from '../store/records.ts'
import type { RegisteredMetadata } from '../store/registered-metadata.ts'
import type { ClientDeclaration } from './client-schema.ts'
import { metadataNames } from './metadata-schema.ts'

/** What is kept of a client's declaration, with what its dialect says where it says nothing. */
export function documentOf(client: ClientDeclaration): ClientDocument {
  const dialect = dialects[client.dialect]
  return {
    publisher: client.publisher,
    clientUri: client.clientUri,
    dialect: client.dialect,
    policy: client.policy ?? policyNamed(dialect.policy),
    redirectUris: client.redirectUris,
    grantTypes: client.grantTypes ?? dialect.grantTypes,
    scopes: client.scopes ?? dialect.deviceScopes,
    tokenEndpointAuthMethod: client.tokenEndpointAuthMethod,
    jwks: client.jwks,
    allows: client.allows,
    overrides: client.overrides,
    idTokenSignedResponseAlg: client.idTokenSignedResponseAlg,
    ...metadataOf(client),
  }
}

/** Only what was declared: what is absent from a declaration is absent from its document. */
function metadataOf(client: ClientDeclaration): RegisteredMetadata {
  const declared = metadataNames.filter((name) => client[name] !== undefined)
  return Object.fromEntries(declared.map((name) => [name, client[name]]))
}

function policyNamed(name: string): PolicyName {
  return policyNames.find((candidate) => candidate === name) ?? 'default'
}
