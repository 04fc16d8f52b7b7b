import { challenge, type OAuthError } from '@latchkey/protocol'
import type { AuthorizationFacts, Dialect, TokenFacts, WrittenError } from './dialect.ts'

/** RFC 6749 as written; every vendor is its difference from this. */
export const standard: Dialect = {
  name: 'standard',
  policy: 'default',
  grantTypes: ['authorization_code', 'refresh_token'],
  deviceScopes: ['structures:read', 'structures:write', 'devices:read', 'devices:write'],
  paths: { authorize: ['/oauth2/authorize'], token: ['/oauth2/token'], deauthorize: [] },
  apiPath: '/v1/structures',
  isGuessedFrom: (shape) => shape.path === '/oauth2/token' || shape.path === '/oauth2/authorize',
  request: {
    methods: ['POST'],
    formats: ['form'],
    credentials: ['header', 'body'],
    credentialsTogether: false,
    aliases: {},
    grantTypeOfGet: undefined,
    scopeSeparator: / +/,
    readsScope: true,
  },
  authorize: {
    responseTypeMayBeMissing: false,
    redirectUriMayBeMissing: false,
    stateMayBeMissing: true,
    showsCode: false,
    errorsAsJson: false,
    missingSentence: undefined,
    redirectStatus: 303,
    // RFC 9207 §2: iss in success and error answers alike.
    answer: (facts) => ({ ...answerParameters(facts), iss: facts.issuer }),
  },
  code: { length: 43, shownLength: 43 },
  bindsTokens: true,
  hasExtensions: true,
  accessToken: { prefix: 'lk_at_', version: '1' },
  refreshToken: { prefix: 'lk_rt_', version: '1' },
  tokenResponse: { members: standardMembers, contentType: 'application/json' },
  writeError: writeStandardError,
}

/** RFC 6749 §5.1. */
function standardMembers(facts: TokenFacts): Record<string, unknown> {
  return {
    access_token: facts.accessToken,
    token_type: facts.tokenType,
    expires_in: facts.expiresIn,
    refresh_token: facts.refreshToken,
    scope: facts.scope === '' ? undefined : facts.scope,
    // RFC 9396 §7
    authorization_details: facts.details.length === 0 ? undefined : facts.details,
    id_token: facts.idToken,
  }
}

/** RFC 6749 §4.1.2 and §4.1.2.1. */
export function answerParameters(facts: AuthorizationFacts): Record<string, string | undefined> {
  if ('code' in facts) return { code: facts.code, state: facts.state }
  return { error: facts.error.code, error_description: facts.error.message, state: facts.state }
}

/** RFC 6749 §5.2: 401 names the scheme that the client may use. */
function writeStandardError(error: OAuthError): WrittenError {
  const headers =
    error.status === 401 ? { 'WWW-Authenticate': challenge('Basic', { realm: 'latchkey' }) } : {}
  return { status: error.status, body: { error: error.code, error_description: error.message }, headers }
}

/** What every old vendor shares: letters and digits only, because several of their clients never URL-encode. */
export const legacyTokens = {
  bindsTokens: false,
  hasExtensions: false,
  accessToken: { prefix: 'lkat', version: '2' },
  refreshToken: { prefix: 'lkrt', version: '2' },
} as const satisfies Partial<Dialect>
