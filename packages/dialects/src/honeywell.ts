import type { OAuthError } from '@latchkey/protocol'
import type { Dialect, TokenFacts, WrittenError } from './dialect.ts'
import { answerParameters, legacyTokens, standard } from './standard.ts'

/** Honeywell Home (seed 002), whose wire format is Apigee's: every value of a token answer is a string. */
export const honeywell: Dialect = {
  ...standard,
  ...legacyTokens,
  name: 'honeywell',
  policy: 'honeywell',
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  deviceScopes: ['user'],
  paths: { ...standard.paths, token: ['/oauth2/token', '/oauth2/accesstoken'] },
  isGuessedFrom: (shape) => shape.path === '/oauth2/accesstoken',
  request: { ...standard.request, credentialsTogether: true },
  authorize: {
    ...standard.authorize,
    redirectStatus: 302,
    answer: (facts) =>
      'code' in facts ? { code: facts.code, scope: '', state: facts.state } : answerParameters(facts),
  },
  code: { length: 24, shownLength: 24 },
  tokenResponse: {
    members: (facts) => (facts.isClientsOwn ? ownTokenMembers(facts) : userTokenMembers(facts)),
    contentType: 'application/json',
  },
  writeError: writeHoneywellError,
}

function userTokenMembers(facts: TokenFacts): Record<string, string | undefined> {
  return {
    access_token: facts.accessToken,
    refresh_token: facts.refreshToken,
    expires_in: String(facts.expiresIn),
    token_type: 'Bearer',
  }
}

/** The thirteen members of the seed; the one that it shows blanked is `developer.email`. */
function ownTokenMembers(facts: TokenFacts): Record<string, string> {
  return {
    refresh_token_expires_in: '0',
    api_product_list: '[Basic Plan]',
    organization_name: 'connectedhome',
    'developer.email': facts.developerEmail,
    token_type: 'BearerToken',
    issued_at: String(facts.issuedAt),
    client_id: facts.clientId,
    access_token: facts.accessToken,
    application_name: facts.applicationName,
    scope: facts.scope,
    expires_in: String(facts.expiresIn),
    refresh_count: '0',
    status: 'approved',
  }
}

/** The RFC's members, with Apigee's `ErrorCode` and `Error` beside them: clients in the wild read either. */
function writeHoneywellError(error: OAuthError): WrittenError {
  const written = standard.writeError(error)
  return { ...written, body: { ...written.body, ErrorCode: error.code, Error: apigeeSentence(error) } }
}

function apigeeSentence(error: OAuthError): string {
  switch (error.reason.kind) {
    case 'unknown client':
    case 'wrong client secret':
      return 'ClientId is Invalid'
    case 'missing parameter':
      return `Required param : ${error.reason.parameter}`
    case 'code not found':
    case 'code spent':
    case 'code expired':
      return 'Invalid Authorization Code'
    default:
      return error.message
  }
}
