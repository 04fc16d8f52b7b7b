import type { Dialect } from '@latchkey/dialects'
import {
  type Confirmation,
  codeVerifierMatches,
  isSameConfirmation,
  OAuthError,
  type Parameters,
  requiredParameter,
} from '@latchkey/protocol'
import type { AuthenticatedClient } from '../../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../../context.ts'
import { detailsInScope } from '../../home-access/allowed-details.ts'
import type { Code } from '../../store/records.ts'
import { hashCode, normalCode } from '../authorization-code.ts'
import { beginFamily } from '../begin-family.ts'
import { checkCodeThrottle, countWrongCode } from '../code-throttle.ts'
import type { GrantType } from '../grant-type.ts'
import { withinDetails } from '../requested-details.ts'
import { withinScope } from '../requested-scope.ts'
import { narrowAudience } from '../target.ts'

/** RFC 6749 §4.1.3: a person allowed it. Checks the code and names it; a wrong verifier does not burn it. */
export const authorizationCode: GrantType = {
  name: 'authorization_code',
  permit: async (server, authenticated, asked) => {
    const { dialect, confirmation } = asked
    const { parameters } = authenticated
    const code = await findCode(server, authenticated, dialect)
    checkExpiry(server, code)
    checkRedirectUri(code, parameters, dialect)
    checkVerifier(code, parameters)
    checkKey(code, confirmation)
    const granted = withinScope(parameters, dialect, code)
    const audience = await narrowAudience(server, code.audience, parameters.resource)
    const { accountId } = code
    const details = detailsInScope(code.details, granted.scope, code.scope)
    const within = { ...granted, audience, details, accountId }
    const wanted = { ...within, ...(await withinDetails(server, authenticated, asked, within)) }
    const { family, begins } = beginFamily(server, authenticated, asked, { code, wanted })
    return {
      ...wanted,
      // Without refresh tokens the connection itself was narrowed.
      ownDetails: family.secretHash === undefined ? undefined : wanted.ownDetails,
      accessTokenSeconds: authenticated.policy.accessTokenSeconds,
      nonce: code.nonce,
      signedInAt: code.signedInAt,
      authentication: code.authentication,
      confirmation,
      spends: { kind: 'code', hash: code.hash, family, begins },
    }
  },
}

/** Found by client and code together: what A was given does not exist for B. */
async function findCode(
  server: ServerContext,
  { client, parameters }: AuthenticatedClient,
  dialect: Dialect,
): Promise<Code> {
  const text = normalCode(requiredParameter(parameters, 'code'), dialect)
  await checkCodeThrottle(server, client, dialect, text)
  const code = await server.store.findCode(hashCode(server.keys, client.clientId, text))
  if (code !== undefined) return code
  await countWrongCode(server, client, dialect, text)
  throw new OAuthError('invalid_grant', 'The authorization code is not known, or it was used before.', {
    reason: { kind: 'code not found' },
  })
}

function checkExpiry(server: ServerContext, code: Code): void {
  if (code.expiresAt > server.now() || code.familyId !== undefined) return
  throw new OAuthError('invalid_grant', 'The authorization code has expired.', {
    reason: { kind: 'code expired' },
  })
}

/**
 * RFC 6749 §4.1.3: redirect_uri is required if it was in the authorization request, and must be identical; OAuth 2.1 drops
 * it for clients that use PKCE, so there it may be missing.
 */
function checkRedirectUri(code: Code, { values }: Parameters, dialect: Dialect): void {
  const given = values.get('redirect_uri')
  const expected = code.redirectUri
  if (given === expected) return
  const mayBeMissing = dialect.authorize.redirectUriMayBeMissing || code.codeChallenge !== undefined
  if (given === undefined && mayBeMissing) return
  if (given === undefined) requiredParameter({ values, resource: [] }, 'redirect_uri')
  throw new OAuthError('invalid_grant', 'The redirect_uri is not the one of the authorization request.', {
    reason: { kind: 'redirect uri differs', given, expected: expected ?? '' },
  })
}

/** RFC 7636 §4.6; RFC 9700 §2.1.1: a verifier is accepted only if there was a challenge. */
function checkVerifier(code: Code, { values }: Parameters): void {
  const verifier = values.get('code_verifier')
  if (code.codeChallenge === undefined && verifier === undefined) return
  const isRight =
    code.codeChallenge !== undefined &&
    verifier !== undefined &&
    codeVerifierMatches(verifier, code.codeChallenge)
  if (isRight) return
  throw new OAuthError('invalid_grant', wrongVerifier(code, verifier), {
    reason: { kind: 'wrong code verifier' },
  })
}

/** RFC 9449 §10: a code that was asked for with a key is redeemed with that key. */
function checkKey(code: Code, confirmation: Confirmation | undefined): void {
  if (code.confirmation === undefined || isSameConfirmation(code.confirmation, confirmation)) return
  const detail = 'the code is bound to another key than the one of the DPoP proof'
  throw new OAuthError('invalid_grant', `The request is refused: ${detail}.`, {
    reason: { kind: 'bad proof of possession', detail },
  })
}

function wrongVerifier(code: Code, verifier: string | undefined): string {
  if (verifier === undefined)
    return 'The code_verifier is missing: the authorization request had a code_challenge.'
  if (code.codeChallenge === undefined)
    return 'There is a code_verifier, but the authorization request had no code_challenge.'
  return 'The code_verifier does not match the code_challenge of the authorization request.'
}
