import { OAuthError } from '@latchkey/protocol'
import { methodNames } from '../client-authentication/methods.ts'
import { builtInScopes } from '../clients/built-in-scopes.ts'
import { newClientSecret, secretRecord } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { documentOf } from './client-document.ts'
import { type ClientProblem, clientProblems } from './client-rules.ts'
import { type ClientDeclaration, clientSchema } from './client-schema.ts'
import type { RegistrationInput } from './decode-registration.ts'
import { fillRegistration } from './fill-registration.ts'
import { issueText } from './issue-text.ts'
import { strangersProblems } from './strangers-rules.ts'
import { inWireSpelling, wireSpelling } from './wire-spelling.ts'

/** A client as it may be registered, and its new secret where it needs one and had none. */
export interface JudgedRegistration {
  readonly client: Client
  readonly secret: string | undefined
}

/**
 * What was asked for, put over what is there (`base`, a blank one for a new client), by the same schema and rules as `latchkey
 * apply`. Throws `invalid_redirect_uri` or `invalid_client_metadata` (RFC 7591 §3.2.2).
 */
export function judgeRegistration(
  server: ServerContext,
  base: Client,
  input: RegistrationInput,
): JudgedRegistration {
  const declared = parsed(base, input)
  const isSecret = declared.tokenEndpointAuthMethod?.startsWith('client_secret') === true
  const secret = isSecret && base.secrets.length === 0 ? newClientSecret() : undefined
  const kept = isSecret ? base.secrets : []
  const { keys, now } = server
  const made =
    secret === undefined
      ? []
      : [secretRecord(keys.current('pepper'), secret, { label: 'registered', now: now() })]
  const client = {
    ...partsOf(base),
    ...documentOf(declared),
    name: declared.name,
    secrets: [...kept, ...made],
  }
  const problems = problemsOf(server, client, base)
  if (problems.length > 0) throw refusal(problems)
  return { client, secret }
}

/** Everything of a client but its document, which may have lost members. */
function partsOf(client: Client) {
  const { clientId, ownerId, verified, verificationAskedAt, members, registration } = client
  const { state, counter, createdAt } = client
  return {
    clientId,
    ownerId,
    verified,
    verificationAskedAt,
    members,
    registration,
    state,
    counter,
    createdAt,
  }
}

function parsed(base: Client, input: RegistrationInput): ClientDeclaration {
  const { clientId, publisher, dialect, policy, allows, overrides } = base
  const whole = { publisher, policy, ...fillRegistration(input, base), clientId, dialect, allows, overrides }
  const { data, error } = clientSchema.safeParse(whole, { error: issueText })
  if (data !== undefined) return data
  throw refusal(error.issues.map(({ path, message }) => ({ member: pathText(path), reason: message })))
}

function problemsOf(server: ServerContext, client: Client, base: Client): readonly ClientProblem[] {
  const knownScopes = new Set([...Object.keys(builtInScopes), ...base.scopes])
  return [
    ...strangersProblems(client, base),
    ...certificateProblems(server, client),
    ...clientProblems({ wanted: client, newSecret: undefined, knownScopes, weakAllowed: true }),
  ]
}

/** What nobody could ever use is better refused now. An operator who declares it may be about to open the port. */
function certificateProblems(server: ServerContext, client: Client): readonly ClientProblem[] {
  const methods = methodNames(server)
  const { tokenEndpointAuthMethod: method, tlsClientCertificateBoundAccessTokens: isBound } = client
  if (method !== undefined && !methods.includes(method)) {
    return [{ member: 'tokenEndpointAuthMethod', reason: `this server offers only ${methods.join(', ')}` }]
  }
  if (isBound !== true || methods.includes('self_signed_tls_client_auth')) return []
  return [{ member: 'tlsClientCertificateBoundAccessTokens', reason: 'this server asks for no certificates' }]
}

/** `redirectUris[0]` */
function pathText([member = '', ...rest]: readonly PropertyKey[]): string {
  return [
    String(member),
    ...rest.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)),
  ].join('')
}

const mostTold = 3

function refusal(problems: readonly ClientProblem[]): OAuthError {
  const told = problems.slice(0, mostTold).map(({ member, reason }) => {
    const [, name = '', rest = ''] = /^(\w+)(.*)$/.exec(member) ?? []
    return `${wireSpelling(name)}${rest}: ${inWireSpelling(reason)}`
  })
  const isRedirect = problems.every(({ member }) => member.startsWith('redirectUris'))
  return new OAuthError(isRedirect ? 'invalid_redirect_uri' : 'invalid_client_metadata', told.join('; '))
}
