import type { HomeAccess } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { allowedDetails } from '../home-access/allowed-details.ts'
import { authenticationContexts } from '../openid/authentication-contexts.ts'
import { enterSession } from '../sessions/enter-session.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Authentication } from '../store/authentication.ts'
import { hashCode, newCode } from '../token/authorization-code.ts'
import type { AuthorizationRequest } from './decode-authorization-request.ts'
import { keepRegistered } from './keep-registered.ts'
import { completePushed } from './pushed-request.ts'

/** A code and how long it lives. */
export interface IssuedCode {
  readonly code: string
  readonly livesSeconds: number
}

/** FAPI 2.0 Security Profile §5.3.2.1, whatever a client's own setting is. */
const mostSecondsOfPushed = 60

/** Saves what was allowed behind a code, as far as the request goes. A pushed request is completed first: it is lost rather than answered twice. */
export async function issueCode(
  server: ServerContext,
  request: AuthorizationRequest,
  signedIn: SignedIn,
  details: readonly HomeAccess[],
): Promise<IssuedCode> {
  const { client, dialect, returnTo, scope, scopeText, audience, codeChallenge, nonce, confirmation } =
    request
  const isShown = returnTo.kind === 'code page'
  const code = newCode(dialect, isShown)
  const livesSeconds = lifeOf(request, isShown)
  await completePushed(server, request.origin)
  await keepRegistered(server, client)
  const sessionId = await enterSession(server, signedIn, request)
  await server.store.saveCode({
    hash: hashCode(server.keys, client.clientId, code),
    clientId: client.clientId,
    accountId: signedIn.account.id,
    expiresAt: server.now() + livesSeconds * 1000,
    redirectUri: returnTo.kind === 'redirect' ? returnTo.sentUri : undefined,
    signedInAt: signedIn.session.signedInAt,
    authentication: { sessionId, ...authenticationOf(request) },
    details: allowedDetails(details, request),
    ...{ codeChallenge, scope, scopeText, audience, nonce, confirmation },
  })
  return { code, livesSeconds }
}

function authenticationOf({ claims }: AuthorizationRequest): Authentication {
  return { acr: authenticationContexts.password.name, claims }
}

function lifeOf({ policy }: AuthorizationRequest, isShown: boolean): number {
  if (isShown) return policy.shownCodeSeconds
  return policy.requests === 'pushed' ? Math.min(policy.codeSeconds, mostSecondsOfPushed) : policy.codeSeconds
}
