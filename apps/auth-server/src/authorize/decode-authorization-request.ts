import {
  isCodeChallenge,
  malformed,
  missing,
  OAuthError,
  type Parameters,
  type Scope,
  withAliases,
} from '@latchkey/protocol'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { ServerContext } from '../context.ts'
import { requestedScope } from '../token/requested-scope.ts'
import { findAudience } from '../token/target.ts'
import type { Addressed } from './find-return-address.ts'

const prompts = ['none', 'login', 'consent', 'select_account'] as const
export type Prompt = (typeof prompts)[number]

/** What a client asks a person for. */
export interface AuthorizationRequest extends Addressed {
  readonly state: string | undefined
  readonly scope: Scope
  /** As the client spelled it. */
  readonly scopeText: string
  readonly audience: readonly string[]
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly prompt: readonly Prompt[]
  /** Seconds. */
  readonly maxAge: number | undefined
  readonly loginHint: string | undefined
}

/** The other parameters. What is wrong with them is told to the client. Throws `OAuthError`. */
export async function decodeAuthorizationRequest(
  server: ServerContext,
  addressed: Addressed,
): Promise<AuthorizationRequest> {
  const { client, dialect, parameters } = addressed
  const { values } = parameters
  checkResponseType(addressed)
  checkUnsupported(parameters)
  return {
    ...addressed,
    ...requestedScope(withAliases(parameters, dialect.request.aliases), client, dialect),
    state: values.get('state'),
    audience: await findAudience(server, parameters.resource),
    codeChallenge: codeChallengeOf(addressed),
    nonce: values.get('nonce'),
    prompt: promptOf(values.get('prompt')),
    maxAge: maxAgeOf(values.get('max_age')),
    loginHint: values.get('login_hint'),
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

function checkUnsupported({ values }: Parameters): void {
  if (values.has('request'))
    throw new OAuthError('request_not_supported', 'Request objects are not supported.')
  if (values.has('request_uri'))
    throw new OAuthError('request_uri_not_supported', 'A request_uri is not supported.')
  const mode = values.get('response_mode')
  if (mode !== undefined && mode !== 'query')
    throw malformed('response_mode', 'The only response_mode is query.')
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

function promptOf(text: string | undefined): readonly Prompt[] {
  const asked = (text ?? '')
    .split(' ')
    .filter((word): word is Prompt => (prompts as readonly string[]).includes(word))
  if (asked.includes('none') && asked.length > 1) throw malformed('prompt', 'prompt=none stands alone.')
  return asked
}

function maxAgeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw malformed('max_age', 'max_age must be a whole number of seconds.')
  return Number(text)
}
