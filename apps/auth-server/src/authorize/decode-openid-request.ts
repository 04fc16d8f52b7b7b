import { malformed, OAuthError, type Parameters, type Scope } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { contextNames } from '../openid/authentication-contexts.ts'
import { type ClaimsParameter, decodeClaimsParameter } from '../openid/decode-claims-parameter.ts'
import { readIdTokenHint } from '../openid/read-id-token-hint.ts'
import type { RequestedClaims } from '../store/authentication.ts'
import type { Client } from '../store/records.ts'

const prompts = ['none', 'login', 'consent', 'select_account'] as const
export type Prompt = (typeof prompts)[number]

/** What OpenID Connect adds to an authorization request (Core §3.1.2.1). `display`, `claims_locales` and `acr_values` change nothing. */
export interface OpenIdRequest {
  readonly nonce: string | undefined
  readonly prompt: readonly Prompt[]
  /** Seconds. */
  readonly maxAge: number | undefined
  readonly loginHint: string | undefined
  /** Whom the client knows already, by a `sub` that this server once told it. */
  readonly hintedSubject: string | undefined
  /** Only an account with one of these subjects may answer; anybody where it is absent. */
  readonly subjects: readonly string[] | undefined
  readonly claims: RequestedClaims | undefined
}

/** Throws `OAuthError`, which is told to the client. */
export async function decodeOpenIdRequest(
  server: ServerContext,
  { client, parameters: { values } }: { readonly client: Client; readonly parameters: Parameters },
  scope: Scope,
): Promise<OpenIdRequest> {
  // OpenID Connect Core §5.5: what the parameter means is known of requests with this scope only.
  const asked = decodeClaimsParameter(
    scope.includes('openid') ? values.get('claims') : undefined,
    client.scopes,
  )
  checkContexts(asked)
  const hintedSubject = await subjectOfHint(server, client, values.get('id_token_hint'))
  return {
    nonce: values.get('nonce'),
    prompt: promptOf(values.get('prompt'), scope),
    maxAge: maxAgeOf(values.get('max_age')) ?? client.defaultMaxAge,
    loginHint: values.get('login_hint'),
    hintedSubject,
    subjects: inAll(hintedSubject === undefined ? asked.subjects : [[hintedSubject], ...asked.subjects]),
    claims: asked.claims,
  }
}

/** OpenID Connect Core §5.5.1.1: an essential `acr` that cannot be reached is a failed sign-in. */
function checkContexts({ contexts }: ClaimsParameter): void {
  if (contexts === undefined || contexts.some((name) => contextNames.includes(name))) return
  throw new OAuthError(
    'unmet_authentication_requirements',
    'None of the ways to sign in that claims.id_token.acr demands is known here; acr_values_supported of the metadata lists them.',
  )
}

async function subjectOfHint(
  server: ServerContext,
  { clientId }: Client,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined
  const hint = await readIdTokenHint(server, text)
  if (hint?.clientIds.includes(clientId)) return hint.subject
  throw malformed(
    'id_token_hint',
    'The id_token_hint must be an ID token that this server wrote for this client.',
  )
}

function inAll([first, ...others]: readonly (readonly string[])[]): readonly string[] | undefined {
  return first?.filter((subject) => others.every((list) => list.includes(subject)))
}

/** Who does not speak OpenID Connect may mean something else by a word; it is passed over, as every parameter that nobody knows. */
function promptOf(text: string | undefined, scope: Scope): readonly Prompt[] {
  const words = (text ?? '').split(' ').filter((word) => word !== '')
  const asked = words.filter((word): word is Prompt => (prompts as readonly string[]).includes(word))
  if (asked.length < words.length && scope.includes('openid'))
    throw malformed('prompt', `prompt knows these words: ${prompts.join(', ')}.`)
  if (asked.includes('none') && asked.length > 1) throw malformed('prompt', 'prompt=none stands alone.')
  return asked
}

function maxAgeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw malformed('max_age', 'max_age must be a whole number of seconds.')
  return Number(text)
}
