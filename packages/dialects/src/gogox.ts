import { challenge, type OAuthError } from '@latchkey/protocol'
import type { Dialect, WrittenError } from './dialect.ts'
import { legacyTokens, standard } from './standard.ts'

/** GOGOX (seed 003), whose wire format is Ruby Doorkeeper's: a JSON body, or GET with Basic. */
export const gogox: Dialect = {
  ...standard,
  ...legacyTokens,
  name: 'gogox',
  policy: 'gogox',
  grantTypes: ['client_credentials'],
  paths: { authorize: [], token: ['/oauth/token'], deauthorize: [] },
  isGuessedFrom: (shape) =>
    shape.path === '/oauth/token' && (shape.format === 'json' || shape.method === 'GET'),
  request: {
    ...standard.request,
    methods: ['POST', 'GET'],
    formats: ['json', 'form', 'none'],
    // "simply call GET /oauth/token again": then the header is all there is.
    grantTypeOfGet: 'client_credentials',
  },
  accessToken: { prefix: 'lkat', version: '3' },
  tokenResponse: {
    members: (facts) => ({
      access_token: facts.accessToken,
      token_type: 'Bearer',
      expires_in: facts.expiresIn,
      created_at: Math.floor(facts.issuedAt / 1000),
    }),
    contentType: 'application/json; charset=utf-8',
  },
  writeError: writeDoorkeeperError,
}

function writeDoorkeeperError(error: OAuthError): WrittenError {
  const sentence = doorkeeperSentence(error)
  return {
    status: error.status,
    body: { error: error.code, error_description: sentence },
    headers: {
      'WWW-Authenticate': challenge('Bearer', {
        realm: 'Doorkeeper',
        error: error.code,
        error_description: sentence,
      }),
    },
  }
}

/** The vendor's own sentences where it has one for the case; ours, which say more, elsewhere. */
function doorkeeperSentence(error: OAuthError): string {
  if (error.reason.kind === 'missing parameter')
    return `Missing required parameter: ${error.reason.parameter}.`
  const fixed: Readonly<Record<string, string>> = {
    invalid_client:
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
    invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  }
  return (error.status === 429 ? undefined : fixed[error.code]) ?? error.message
}
