import type { SigningAlgorithm } from './records.ts'

export const applicationTypes = ['web', 'native'] as const
/** RFC 9396 §2: the types of `authorization_details` that have a meaning here. */
export const authorizationDetailsTypes = ['home_access'] as const
export const subjectTypes = ['public', 'pairwise'] as const
/** By which a client may sign what it sends: assertions, request objects. Ed25519 is the newer name of EdDSA (RFC 9864). */
export const clientSigningAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] as const
export type ClientSigningAlgorithm = (typeof clientSigningAlgorithms)[number]

/** The rest of what may be registered of a client, each by the name of its specification in camelCase; absent is undeclared. */
export interface RegisteredMetadata {
  // RFC 7591 §2 and OpenID Connect Registration §2
  readonly applicationType?: (typeof applicationTypes)[number] | undefined
  readonly contacts?: readonly string[] | undefined
  readonly logoUri?: string | undefined
  readonly policyUri?: string | undefined
  readonly tosUri?: string | undefined
  readonly jwksUri?: string | undefined
  readonly responseTypes?: readonly 'code'[] | undefined
  readonly softwareId?: string | undefined
  readonly softwareVersion?: string | undefined
  readonly sectorIdentifierUri?: string | undefined
  readonly subjectType?: (typeof subjectTypes)[number] | undefined
  readonly userinfoSignedResponseAlg?: SigningAlgorithm | undefined
  readonly requestObjectSigningAlg?: ClientSigningAlgorithm | undefined
  readonly requestUris?: readonly string[] | undefined
  readonly tokenEndpointAuthSigningAlg?: ClientSigningAlgorithm | undefined
  /** Seconds. */
  readonly defaultMaxAge?: number | undefined
  readonly requireAuthTime?: boolean | undefined
  readonly defaultAcrValues?: readonly string[] | undefined
  readonly initiateLoginUri?: string | undefined
  // OpenID Connect RP-Initiated, Back-Channel and Front-Channel Logout
  readonly postLogoutRedirectUris?: readonly string[] | undefined
  readonly backchannelLogoutUri?: string | undefined
  readonly backchannelLogoutSessionRequired?: boolean | undefined
  readonly frontchannelLogoutUri?: string | undefined
  readonly frontchannelLogoutSessionRequired?: boolean | undefined
  // RFC 9101 §10.5, RFC 9126 §6, JARM §3, RFC 9701 §6
  readonly requireSignedRequestObject?: boolean | undefined
  readonly requirePushedAuthorizationRequests?: boolean | undefined
  readonly authorizationSignedResponseAlg?: SigningAlgorithm | undefined
  readonly introspectionSignedResponseAlg?: SigningAlgorithm | undefined
  // RFC 9396 §10
  readonly authorizationDetailsTypes?: readonly (typeof authorizationDetailsTypes)[number][] | undefined
  // RFC 9449 §5.2, RFC 8705 §2.1.2 and §3.4
  readonly dpopBoundAccessTokens?: boolean | undefined
  readonly tlsClientCertificateBoundAccessTokens?: boolean | undefined
  readonly tlsClientAuthSubjectDn?: string | undefined
  readonly tlsClientAuthSanDns?: string | undefined
  readonly tlsClientAuthSanUri?: string | undefined
  readonly tlsClientAuthSanIp?: string | undefined
  readonly tlsClientAuthSanEmail?: string | undefined
}
