import {
  type Confirmation,
  isCodeChallenge,
  malformed,
  missing,
  OAuthError,
  type Parameters,
  type RequestedHomeAccess,
  type Scope,
  withAliases,
} from '@latchkey/protocol'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { ServerContext } from '../context.ts'
import { decodeAuthorizationDetails } from '../home-access/decode-authorization-details.ts'
import { requestedScope } from '../token/requested-scope.ts'
import { findAudience } from '../token/target.ts'
import { decodeOpenIdRequest, type OpenIdRequest } from './decode-openid-request.ts'
import type { Addressed } from './find-return-address.ts'
import { checkOrigin, type RequestOrigin } from './request-origin.ts'
import { type ResponseMode, responseModeOf } from './response-modes.ts'

/** What a client asks a person for. */
export interface AuthorizationRequest extends Addressed, OpenIdRequest {
  readonly origin: RequestOrigin
  readonly responseMode: ResponseMode
  readonly state: string | undefined
  readonly scope: Scope
  /** As the client spelled it. */
  readonly scopeText: string
  readonly audience: readonly string[]
  /** What it asks for by name (RFC 9396); absent: what the scope goes to, as the homeowner chooses. */
  readonly details?: readonly RequestedHomeAccess[] | undefined
  readonly codeChallenge: string | undefined
  /** The key to which the code is bound, as `dpop_jkt` names it (RFC 9449 §10). */
  readonly confirmation: Confirmation | undefined
}

/** The other parameters. What is wrong with them is told to the client. Throws `OAuthError`. */
export async function decodeAuthorizationRequest(
  server: ServerContext,
  addressed: Addressed,
  origin: RequestOrigin,
): Promise<AuthorizationRequest> {
  const { client, dialect, policy, parameters } = addressed
  const { values } = parameters
  checkOrigin(origin, client, policy)
  checkResponseType(addressed)
  checkUnsupported(parameters)
  const asked = requestedScope(withAliases(parameters, dialect.request.aliases), client, dialect)
  const audience = await findAudience(server, parameters.resource)
  const beside = { client, dialect, scope: asked.scope, audience, issuer: server.issuer }
  return {
    ...addressed,
    ...asked,
    ...(await decodeOpenIdRequest(server, addressed, asked.scope)),
    origin,
    responseMode: responseModeOf(addressed),
    state: values.get('state'),
    audience,
    details: decodeAuthorizationDetails(parameters, beside),
    codeChallenge: codeChallengeOf(addressed),
    confirmation: confirmationOf(values.get('dpop_jkt')),
  }
}

function checkResponseType({ parameters, dialect }: Addressed): void {
  const responseType = parameters.values.get('response_type')
  if (responseType === undefined && dialect.authorize.responseTypeMayBeMissing) return
  if (responseType === undefined) throw missing('response_type')
  if (responseType !== 'code') {
    throw new OAuthError('unsupported_response_type', 'The only response_type is code.')
  }
}

/** What was resolved has neither any more; where they still stand, the client's dialect has no use for them. */
function checkUnsupported({ values }: Parameters): void {
  if (values.has('request'))
    throw new OAuthError(
      'request_not_supported',
      'This app sends its parameters one by one, not in a request.',
    )
  if (values.has('request_uri'))
    throw new OAuthError('request_uri_not_supported', 'This app sends its parameters one by one.')
}

/** RFC 9449 §10: the base64url of a SHA-256, as the thumbprint of a key is. */
function confirmationOf(thumbprint: string | undefined): Confirmation | undefined {
  if (thumbprint === undefined) return undefined
  if (!isCodeChallenge(thumbprint)) throw malformed('dpop_jkt', 'dpop_jkt must be the thumbprint of a key.')
  return { jkt: thumbprint }
}

/** RFC 7636 §4.3, S256 only; a missing method means plain there, which is refused here (RFC 9700 §2.1.1). */
function codeChallengeOf({ parameters, policy, client }: Addressed): string | undefined {
  const challenge = parameters.values.get('code_challenge')
  const method = parameters.values.get('code_challenge_method')
  if (challenge === undefined) {
    if (method !== undefined) throw missing('code_challenge')
    if (policy.pkce === 'always' || (policy.pkce === 'public' && isPublic(client)))
      throw missing('code_challenge')
    return undefined
  }
  if (method !== 'S256') throw malformed('code_challenge_method', 'The code_challenge_method must be S256.')
  if (!isCodeChallenge(challenge)) {
    throw malformed('code_challenge', 'The code_challenge must be the base64url of a SHA-256: 43 characters.')
  }
  return challenge
}
