import { pathsOf } from '@latchkey/dialects'
import { dpopAlgorithms } from '@latchkey/protocol'
import { responseModeNames } from '../authorize/response-modes.ts'
import type { CertificateFacts } from '../client-authentication/method.ts'
import { assertionAlgorithms } from '../client-authentication/methods/private-key-jwt.ts'
import { methodNames } from '../client-authentication/methods.ts'
import { builtInScopes } from '../clients/built-in-scopes.ts'
import { contextNames } from '../openid/authentication-contexts.ts'
import { claimsOfScope } from '../openid/claims-of-scope.ts'
import { languages } from '../pages/language.ts'
import { signingAlgorithms } from '../store/records.ts'
import {
  authorizationDetailsTypes,
  clientSigningAlgorithms,
  subjectTypes,
} from '../store/registered-metadata.ts'
import { grantTypeNames } from '../token/grant-types.ts'

/** Where the endpoints of the standard dialect are. */
export const endpoints = {
  authorize: '/oauth2/authorize',
  token: '/oauth2/token',
  introspect: '/oauth2/introspect',
  revoke: '/oauth2/revoke',
  userinfo: '/oauth2/userinfo',
  jwks: '/oauth2/jwks',
  par: '/oauth2/par',
  register: '/oauth2/register',
  logout: '/oauth2/logout',
} as const

/** Every path at which a client may ask for tokens, whatever its dialect. */
export const tokenPaths = pathsOf('token')
export const authorizePaths = pathsOf('authorize')
export const deauthorizePaths = pathsOf('deauthorize')

/** What hangs on settings: what an operator may close, and whether certificates are asked for. */
export interface Offered extends CertificateFacts {
  readonly registration?: 'open' | 'closed'
}

/** RFC 8414 §2, computed from the tables, so that it cannot lie. */
export function serverMetadata(issuer: string, offered: Offered = {}): Record<string, unknown> {
  const authMethods = methodNames(offered)
  return {
    issuer,
    authorization_endpoint: issuer + endpoints.authorize,
    token_endpoint: issuer + endpoints.token,
    introspection_endpoint: issuer + endpoints.introspect,
    revocation_endpoint: issuer + endpoints.revoke,
    jwks_uri: issuer + endpoints.jwks,
    ...(offered.registration === 'open' && selfRegistration(issuer)),
    scopes_supported: Object.keys(builtInScopes),
    // RFC 9396 §10.
    authorization_details_types_supported: authorizationDetailsTypes,
    response_types_supported: ['code'],
    response_modes_supported: responseModeNames,
    grant_types_supported: grantTypeNames,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: authMethods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: authMethods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    // RFC 9701 §7.
    introspection_signing_alg_values_supported: signingAlgorithms,
    authorization_response_iss_parameter_supported: true,
    ...signatures,
    pushed_authorization_request_endpoint: issuer + endpoints.par,
    require_pushed_authorization_requests: false,
    request_parameter_supported: true,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    request_object_signing_alg_values_supported: clientSigningAlgorithms,
    ui_locales_supported: languages,
    ...mtlsMetadata(offered.mtlsIssuer),
  }
}

/** RFC 7591, and draft-ietf-oauth-client-id-metadata-document §6. */
function selfRegistration(issuer: string): Record<string, unknown> {
  return {
    registration_endpoint: issuer + endpoints.register,
    client_id_metadata_document_supported: true,
  }
}

const signatures = {
  dpop_signing_alg_values_supported: dpopAlgorithms,
  authorization_signing_alg_values_supported: signingAlgorithms,
  // Members of OpenID Connect, which FAPI 2.0 looks for in this document too.
  id_token_signing_alg_values_supported: signingAlgorithms,
  userinfo_signing_alg_values_supported: signingAlgorithms,
}

/** RFC 8705 §3.3 and §5: the same endpoints at an origin that asks for certificates, as the issuer's never does. */
function mtlsMetadata(mtlsIssuer: string | undefined): Record<string, unknown> {
  if (mtlsIssuer === undefined) return {}
  return {
    tls_client_certificate_bound_access_tokens: true,
    mtls_endpoint_aliases: {
      token_endpoint: mtlsIssuer + endpoints.token,
      introspection_endpoint: mtlsIssuer + endpoints.introspect,
      revocation_endpoint: mtlsIssuer + endpoints.revoke,
      pushed_authorization_request_endpoint: mtlsIssuer + endpoints.par,
      userinfo_endpoint: mtlsIssuer + endpoints.userinfo,
    },
  }
}

/** OpenID Connect Discovery §3: the same, and what it adds. */
export function openIdMetadata(issuer: string, offered: Offered = {}): Record<string, unknown> {
  return {
    ...serverMetadata(issuer, offered),
    userinfo_endpoint: issuer + endpoints.userinfo,
    end_session_endpoint: issuer + endpoints.logout,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    subject_types_supported: subjectTypes,
    acr_values_supported: contextNames,
    // The pages are one for all of them, and fit everywhere.
    display_values_supported: ['page', 'popup', 'touch'],
    claim_types_supported: ['normal'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'nonce',
      'acr',
      'amr',
      'sid',
      ...Object.values(claimsOfScope).flat(),
    ],
    claims_parameter_supported: true,
  }
}
