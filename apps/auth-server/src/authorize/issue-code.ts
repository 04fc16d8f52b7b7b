import type { HomeAccess } from '@latchkey/resource-kit'
import type { ServerContext } from '../context.ts'
import type { SignedIn } from '../sessions/session.ts'
import { hashCode, newCode } from '../token/authorization-code.ts'
import type { AuthorizationRequest } from './decode-authorization-request.ts'

/** A code and how long it lives. */
export interface IssuedCode {
  readonly code: string
  readonly livesSeconds: number
}

/** Saves what was allowed behind a code. */
export async function issueCode(
  server: ServerContext,
  request: AuthorizationRequest,
  signedIn: SignedIn,
  details: readonly HomeAccess[],
): Promise<IssuedCode> {
  const { client, dialect, policy, returnTo, scope, scopeText, audience, codeChallenge, nonce } = request
  const isShown = returnTo.kind === 'code page'
  const code = newCode(dialect, isShown)
  const livesSeconds = isShown ? policy.shownCodeSeconds : policy.codeSeconds
  await server.store.saveCode({
    hash: hashCode(server.keys, client.clientId, code),
    clientId: client.clientId,
    accountId: signedIn.account.id,
    expiresAt: server.now() + livesSeconds * 1000,
    redirectUri: returnTo.kind === 'redirect' ? returnTo.sentUri : undefined,
    signedInAt: signedIn.session.signedInAt,
    ...{ codeChallenge, scope, scopeText, audience, details, nonce },
  })
  return { code, livesSeconds }
}
