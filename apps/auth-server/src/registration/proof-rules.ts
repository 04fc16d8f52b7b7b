import { allowedMethods, hasKeys, strongMethods } from '../client-authentication/allowed-methods.ts'
import { certificateNames } from '../sender-constraint/registered-name.ts'
import type { Client } from '../store/records.ts'
import { dialectOf, type JudgedClient, policyOf, problem, type Rule } from './judged-client.ts'

const algorithmNames = [
  'idTokenSignedResponseAlg',
  'userinfoSignedResponseAlg',
  'authorizationSignedResponseAlg',
  'introspectionSignedResponseAlg',
  'requestObjectSigningAlg',
  'tokenEndpointAuthSigningAlg',
] as const

const extensionNames = ['requirePushedAuthorizationRequests', 'requireSignedRequestObject'] as const

const namesOf = (wanted: Client) => certificateNames.filter((name) => wanted[name] !== undefined)

const needsKeys = ({ tokenEndpointAuthMethod: method }: Client) =>
  method === 'private_key_jwt' || method === 'self_signed_tls_client_auth'

const isStrong = (client: JudgedClient) =>
  allowedMethods(client.wanted, dialectOf(client)).every((method) => strongMethods.includes(method))

const sectorsOf = ({ redirectUris }: Client) => [
  ...new Set(redirectUris.filter((uri) => URL.canParse(uri)).map((uri) => new URL(uri).host)),
]

/** How a client proves itself and what its tokens are bound to. */
export const proofRules: readonly Rule[] = [
  ({ wanted }) =>
    problem(
      needsKeys(wanted) && !hasKeys(wanted),
      'tokenEndpointAuthMethod',
      `${wanted.tokenEndpointAuthMethod} needs jwks or jwksUri`,
    ),
  // RFC 7591 §2: jwks and jwks_uri must not both be present.
  ({ wanted }) =>
    problem(
      wanted.jwks !== undefined && wanted.jwksUri !== undefined,
      'jwksUri',
      'there are jwks already: declare one of the two',
    ),
  // RFC 8705 §2.1.2: exactly one name of the certificate.
  ({ wanted }) =>
    problem(
      wanted.tokenEndpointAuthMethod === 'tls_client_auth' && namesOf(wanted).length !== 1,
      'tokenEndpointAuthMethod',
      `tls_client_auth needs exactly one of ${certificateNames.join(', ')}`,
    ),
  ({ wanted }) =>
    problem(
      wanted.tokenEndpointAuthMethod !== 'tls_client_auth' && namesOf(wanted).length > 0,
      namesOf(wanted)[0] ?? 'tokenEndpointAuthMethod',
      'it is for tokenEndpointAuthMethod tls_client_auth only',
    ),
  (client) =>
    problem(
      policyOf(client).authentication === 'strong' && !isStrong(client),
      'tokenEndpointAuthMethod',
      `the policy ${client.wanted.policy} needs private_key_jwt, tls_client_auth or self_signed_tls_client_auth`,
    ),
  (client) =>
    problem(
      policyOf(client).senderConstrained && !dialectOf(client).bindsTokens,
      'dialect',
      `the policy ${client.wanted.policy} binds tokens to keys, which the dialect ${client.wanted.dialect} cannot say`,
    ),
  // A client of an old dialect would be asked for what it cannot send.
  (client) =>
    extensionNames
      .filter((name) => !dialectOf(client).hasExtensions && client.wanted[name] === true)
      .map((name) => [name, `the dialect ${client.wanted.dialect} knows no such requests`]),
  ({ wanted }) =>
    problem(
      wanted.requireSignedRequestObject === true && !hasKeys(wanted),
      'requireSignedRequestObject',
      'it needs jwks or jwksUri, by which the requests are checked',
    ),
  // FAPI 2.0 Security Profile §5.4.1.
  (client) =>
    algorithmNames
      .filter((name) => policyOf(client).signatures === 'strong' && client.wanted[name] === 'RS256')
      .map((name) => [name, `the policy ${client.wanted.policy} allows PS256, ES256 and EdDSA only`]),
  ({ wanted }) =>
    problem(
      wanted.dpopBoundAccessTokens === true && wanted.tlsClientCertificateBoundAccessTokens === true,
      'dpopBoundAccessTokens',
      'tokens are bound to one key: by DPoP or by a certificate',
    ),
  // OpenID Connect Core §8.1: without a document that says so, redirect URIs of several hosts are no one sector.
  ({ wanted }) =>
    problem(
      wanted.subjectType === 'pairwise' &&
        wanted.sectorIdentifierUri === undefined &&
        sectorsOf(wanted).length !== 1,
      'sectorIdentifierUri',
      'pairwise subjects of redirect URIs on several hosts, or on none, need it',
    ),
]
