import type { OAuthError } from '@latchkey/protocol'
import type { Dialect, WrittenError } from './dialect.ts'
import { answerParameters, legacyTokens, standard } from './standard.ts'

/** NIBE Uplink (seed 004), whose wire format is ASP.NET OWIN's. */
export const nibe: Dialect = {
  ...standard,
  ...legacyTokens,
  name: 'nibe',
  policy: 'nibe',
  deviceScopes: ['READSYSTEM', 'WRITESYSTEM'],
  paths: { authorize: ['/oauth/authorize'], token: ['/oauth/token'], deauthorize: [] },
  apiPath: '/api/v1/systems',
  isGuessedFrom: (shape) =>
    shape.path === '/oauth/authorize' ||
    (shape.path === '/oauth/token' && shape.format !== 'json' && shape.method !== 'GET'),
  request: {
    ...standard.request,
    credentials: ['body', 'header'],
    // One client sends `scopes`, another joins the scopes with a real plus sign.
    aliases: { scopes: 'scope' },
    scopeSeparator: /[ +,]+/,
  },
  authorize: { ...standard.authorize, redirectStatus: 302, answer: answerParameters },
  // One client refuses codes of fewer than 380 characters.
  code: { length: 384, shownLength: 384 },
  tokenResponse: {
    members: (facts) => ({
      access_token: facts.accessToken,
      expires_in: facts.expiresIn,
      refresh_token: facts.refreshToken,
      scope: facts.scope,
      token_type: 'bearer',
    }),
    contentType: 'application/json;charset=UTF-8',
  },
  writeError: writeNibeError,
}

/** A bad or used code is `invalid_request` at this vendor, and bad credentials are 400. */
function writeNibeError(error: OAuthError): WrittenError {
  const code = codeReasons.includes(error.reason.kind) ? 'invalid_request' : error.code
  const status = error.status === 401 ? 400 : error.status
  return { status, body: { error: code, error_description: error.message }, headers: {} }
}

const codeReasons: readonly string[] = [
  'code not found',
  'code expired',
  'code spent',
] satisfies OAuthError['reason']['kind'][]
