import type { OAuthError } from '@latchkey/protocol'
import type { AuthorizationFacts, Dialect, WrittenError } from './dialect.ts'
import { answerParameters, legacyTokens, standard } from './standard.ts'

/** Works with Nest (seeds 000 and 001): credentials in the body, one long-lived token, codes shown on a page. */
export const nest: Dialect = {
  ...standard,
  ...legacyTokens,
  name: 'nest',
  policy: 'nest',
  grantTypes: ['authorization_code'],
  paths: {
    authorize: ['/login/oauth2'],
    token: ['/oauth2/access_token'],
    deauthorize: ['/oauth2/access_tokens/:token'],
  },
  isGuessedFrom: (shape) => shape.path === '/oauth2/access_token' || shape.path === '/login/oauth2',
  request: {
    ...standard.request,
    // Some clients label an empty body as JSON and put everything in the query.
    formats: ['form', 'json', 'none'],
    credentials: ['body', 'header'],
    readsScope: false,
  },
  authorize: {
    ...standard.authorize,
    responseTypeMayBeMissing: true,
    redirectUriMayBeMissing: true,
    stateMayBeMissing: false,
    showsCode: true,
    errorsAsJson: true,
    missingSentence: 'Missing client ID or state parameters.',
    redirectStatus: 302,
    answer: stateFirst,
  },
  code: { length: 16, shownLength: 8 },
  accessToken: { prefix: 'c.', version: '2' },
  tokenResponse: {
    members: (facts) => ({ access_token: facts.accessToken, expires_in: facts.expiresIn }),
    contentType: 'application/json',
  },
  writeError: writeNestError,
}

function stateFirst(facts: AuthorizationFacts): Record<string, string | undefined> {
  const { state, ...others } = answerParameters(facts)
  return { state, ...others }
}

/** Nest answers 400 to whatever the request did wrong; overload and throttling keep their own status. */
function writeNestError(error: OAuthError): WrittenError {
  const status = error.status === 401 || error.status === 403 ? 400 : error.status
  const name = error.reason.kind === 'redirect uri not registered' ? 'input_data_error' : 'oauth2_error'
  const body = { error: name, error_description: nestSentence(error) }
  return { status, body, headers: {} }
}

function nestSentence(error: OAuthError): string {
  switch (error.reason.kind) {
    case 'missing parameter':
      return `missing required parameters: ${error.reason.parameter}`
    case 'redirect uri not registered':
      return 'redirect_uri not pre-registered'
    case 'code expired':
      return 'authorization code expired'
    case 'code not found':
    case 'code spent':
      return 'authorization code not found'
    case 'client not active':
      return 'client not active'
    default:
      return error.message
  }
}
