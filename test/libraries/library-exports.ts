// What both libraries export, and where it is driven or why it is not. The names of a library's own options that loosen a check stand
// in the last table: no file that uses a library may hold one of them.

/** Each export that a test drives, by the file that does. */
export type Driven = Readonly<Record<string, string>>

const here = 'test/libraries'
const viaOpenidClient = `${here}/openid-client-library.ts`
const openidClientAlone = `${here}/openid-client.test.ts`
const viaOauth4webapi = `${here}/oauth4webapi-library.ts`
const oauth4webapiAlone = `${here}/oauth4webapi.test.ts`
const refusals = `${here}/refusals.test.ts`
const registration = 'test/oidc/registration-stories.ts'

function at(file: string, ...names: readonly string[]): Driven {
  return Object.fromEntries(names.map((name) => [name, file]))
}

export const driven: Readonly<Record<'openid-client' | 'oauth4webapi', Driven>> = {
  'openid-client': {
    ...at(viaOpenidClient, 'ClientError', 'ClientSecretBasic', 'ClientSecretPost', 'None', 'PrivateKeyJwt'),
    ...at(viaOpenidClient, 'TlsClientAuth', 'authorizationCodeGrant', 'buildAuthorizationUrl'),
    ...at(viaOpenidClient, 'buildAuthorizationUrlWithJAR', 'buildAuthorizationUrlWithPAR', 'customFetch'),
    ...at(viaOpenidClient, 'calculatePKCECodeChallenge', 'clientCredentialsGrant', 'discovery'),
    ...at(viaOpenidClient, 'enableNonRepudiationChecks', 'fetchProtectedResource', 'fetchUserInfo'),
    ...at(viaOpenidClient, 'genericGrantRequest', 'getDPoPHandle', 'modifyAssertion', 'randomDPoPKeyPair'),
    ...at(viaOpenidClient, 'randomNonce', 'randomPKCECodeVerifier', 'randomState', 'refreshTokenGrant'),
    ...at(viaOpenidClient, 'tokenIntrospection', 'tokenRevocation', 'useJwtResponseMode'),
    ...at(openidClientAlone, 'Configuration', 'clockSkew', 'getJwksCache', 'setJwksCache'),
    ...at(`${here}/openid.test.ts`, 'buildEndSessionUrl'),
    ...at(registration, 'dynamicClientRegistration'),
    ...at(viaOpenidClient, 'AuthorizationResponseError', 'ResponseBodyError'),
    ...at(viaOpenidClient, 'WWWAuthenticateChallengeError'),
  },
  oauth4webapi: {
    ...at(viaOauth4webapi, 'ClientSecretBasic', 'ClientSecretPost', 'DPoP', 'None', 'PrivateKeyJwt'),
    ...at(viaOauth4webapi, 'OperationProcessingError', 'TlsClientAuth', 'authorizationCodeGrantRequest'),
    ...at(viaOauth4webapi, 'calculatePKCECodeChallenge', 'clientCredentialsGrantRequest', 'customFetch'),
    ...at(viaOauth4webapi, 'discoveryRequest', 'generateKeyPair', 'generateRandomCodeVerifier'),
    ...at(viaOauth4webapi, 'generateRandomNonce', 'generateRandomState', 'genericTokenEndpointRequest'),
    ...at(viaOauth4webapi, 'getValidatedIdTokenClaims', 'introspectionRequest', 'isDPoPNonceError'),
    ...at(viaOauth4webapi, 'issueRequestObject', 'modifyAssertion', 'processAuthorizationCodeResponse'),
    ...at(viaOauth4webapi, 'processClientCredentialsResponse', 'processDiscoveryResponse'),
    ...at(viaOauth4webapi, 'processGenericTokenEndpointResponse', 'processIntrospectionResponse'),
    ...at(viaOauth4webapi, 'processPushedAuthorizationResponse', 'processRefreshTokenResponse'),
    ...at(
      viaOauth4webapi,
      'processRevocationResponse',
      'processUserInfoResponse',
      'protectedResourceRequest',
    ),
    ...at(viaOauth4webapi, 'pushedAuthorizationRequest', 'refreshTokenGrantRequest', 'revocationRequest'),
    ...at(viaOauth4webapi, 'userInfoRequest', 'validateApplicationLevelSignature', 'validateAuthResponse'),
    ...at(viaOauth4webapi, 'validateJwtAuthResponse'),
    ...at(
      `${here}/resource-metadata.test.ts`,
      'processResourceDiscoveryResponse',
      'resourceDiscoveryRequest',
    ),
    ...at(oauth4webapiAlone, 'INVALID_REQUEST', 'JWT_TIMESTAMP_CHECK', 'UnsupportedOperationError'),
    ...at(oauth4webapiAlone, 'clockSkew', 'jwksCache', 'validateJwtAccessToken'),
    ...at(`${here}/openid.test.ts`, 'expectNoNonce', 'expectNoState'),
    ...at(registration, 'dynamicClientRegistrationRequest', 'processDynamicClientRegistrationResponse'),
    ...at(refusals, 'AUTHORIZATION_RESPONSE_ERROR', 'HTTP_REQUEST_FORBIDDEN', 'INVALID_RESPONSE'),
    ...at(refusals, 'JSON_ATTRIBUTE_COMPARISON', 'JWT_CLAIM_COMPARISON', 'MISSING_SERVER_METADATA'),
    ...at(refusals, 'RESPONSE_BODY_ERROR', 'WWW_AUTHENTICATE_CHALLENGE'),
    ...at(viaOauth4webapi, 'AuthorizationResponseError', 'ResponseBodyError'),
    ...at(viaOauth4webapi, 'WWWAuthenticateChallengeError'),
    ...at(openidClientAlone, 'JWT_USERINFO_EXPECTED', 'KEY_SELECTION'),
  },
}

/** Options that loosen a check of either library. */
export const loosening: readonly string[] = [
  'allowInsecureRequests',
  'clockTolerance',
  'nopkce',
  '_nopkce',
  '_nodiscoverycheck',
  '_expectedIssuer',
  'skipAuthTimeCheck',
  'skipStateCheck',
  'skipSubjectCheck',
]

function because(reason: string, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, reason]))
}

/** Why an export is not driven, by its name, for both libraries. */
export const notApplicable: Readonly<Record<string, string>> = {
  ...because(
    'the server has no device flow (RFC 8628); that the libraries see it in the metadata is tested',
    ...[
      'initiateDeviceAuthorization',
      'pollDeviceAuthorizationGrant',
      'deviceAuthorizationRequest',
      'processDeviceAuthorizationResponse',
      'deviceCodeGrantRequest',
      'processDeviceCodeResponse',
    ],
  ),
  ...because(
    'the server has no CIBA; that the libraries see it in the metadata is tested',
    ...[
      'initiateBackchannelAuthentication',
      'pollBackchannelAuthenticationGrant',
      'backchannelAuthenticationRequest',
      'processBackchannelAuthenticationResponse',
      'backchannelAuthenticationGrantRequest',
      'processBackchannelAuthenticationGrantResponse',
    ],
  ),
  ...because(
    'OAuth 2.1 has no implicit and no hybrid flow, and neither has the server',
    ...[
      'implicitAuthentication',
      'useIdTokenResponseType',
      'useCodeIdTokenResponseType',
      'enableDetachedSignatureResponseChecks',
      'validateCodeIdTokenResponse',
      'validateDetachedSignatureResponse',
    ],
  ),
  ...because('secrets are kept as hashes, so no assertion can be signed with one', 'ClientSecretJwt'),
  ...because('nothing is encrypted for a client beyond TLS', 'enableDecryptingResponses', 'jweDecrypt'),
  ...because(
    'no documented name: openid-client calls it in oauth4webapi',
    ...['checkProtocol', 'formPostResponse', 'getContentType', 'resolveEndpoint'],
  ),
  ...because(
    'the code of an answer that breaks the protocol, which this server does not give',
    ...[
      'INVALID_SERVER_METADATA',
      'PARSE_ERROR',
      'RESPONSE_IS_NOT_CONFORM',
      'RESPONSE_IS_NOT_JSON',
      'UNSUPPORTED_OPERATION',
    ],
  ),
  ...because('the code of a check that stands behind allowInsecureRequests', 'REQUEST_PROTOCOL_FORBIDDEN'),
}
