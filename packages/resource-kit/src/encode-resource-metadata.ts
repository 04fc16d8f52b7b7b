import { dpopAlgorithms } from '@latchkey/protocol'

/** What an API tells programs that want its tokens (RFC 9728 §2). */
export interface ResourceMetadata {
  /** The API's identifier: an absolute URL without fragment, as its clients ask for it (RFC 8707). */
  readonly resource: string
  /** Issuers whose tokens the API accepts. */
  readonly authorizationServers: readonly string[]
  /** Every scope that a client may have to ask for. */
  readonly scopes?: readonly string[]
  /** For people. */
  readonly name?: string
  /** A page for developers. */
  readonly documentation?: string
  /** Pages for the people whose data it is. */
  readonly policy?: string
  readonly terms?: string
  /** Types of RFC 9396, e.g. `home_access`. */
  readonly authorizationDetailsTypes?: readonly string[]
  /** Whether proofs are checked (RFC 9449); `required`: a bearer token is refused. */
  readonly dpop?: 'accepted' | 'required'
  /** Whether tokens that are bound to a certificate are checked against it (RFC 8705). */
  readonly certificateBound?: boolean
}

const wellKnown = '/.well-known/oauth-protected-resource'

/**
 * Where the document of an API stands: the well-known path goes between the host and the path of the identifier
 * (RFC 9728 §3.1). Throws `TypeError` for what is no absolute URL of http or https, or has a fragment.
 */
export function resourceMetadataUrl(resource: string): string {
  const { protocol, origin, pathname, search, hash } = new URL(resource)
  if (!/^https?:$/.test(protocol) || hash !== '' || resource.includes('#'))
    throw new TypeError(`${resource} is no identifier of an API: an http or https URL without fragment is.`)
  return origin + wellKnown + (pathname === '/' ? '' : pathname) + search
}

/** The document, ready for `JSON.stringify`. */
export function protectedResourceMetadata(metadata: ResourceMetadata): Readonly<Record<string, unknown>> {
  resourceMetadataUrl(metadata.resource)
  const { dpop } = metadata
  return {
    resource: metadata.resource,
    authorization_servers: metadata.authorizationServers,
    scopes_supported: metadata.scopes,
    bearer_methods_supported: ['header'],
    resource_name: metadata.name,
    resource_documentation: metadata.documentation,
    resource_policy_uri: metadata.policy,
    resource_tos_uri: metadata.terms,
    authorization_details_types_supported: metadata.authorizationDetailsTypes,
    dpop_signing_alg_values_supported: dpop && dpopAlgorithms,
    dpop_bound_access_tokens_required: dpop && dpop === 'required',
    tls_client_certificate_bound_access_tokens: metadata.certificateBound,
  }
}

export interface MetadataAnswer {
  readonly status: 200
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The whole answer: programs in browsers read it, too, and everybody may keep it for an hour. */
export function metadataAnswer(metadata: ResourceMetadata): MetadataAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'public, max-age=3600',
      'Access-Control-Allow-Origin': '*',
    },
    body: JSON.stringify(protectedResourceMetadata(metadata)),
  }
}
