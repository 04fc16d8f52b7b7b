import { OAuthError, redirectUriMatches } from '@latchkey/protocol'
import { withParameters } from '../authorize/with-parameters.ts'
import type { IdTokenHint } from '../openid/read-id-token-hint.ts'
import type { Client } from '../store/records.ts'

declare const verified: unique symbol

/** Where a person may go after signing out. Only this file can make one, so an open redirect is a type error. */
export interface LogoutReturn {
  readonly [verified]: true
  /** The registered address, with the `state` that was sent. */
  readonly uri: string
}

/**
 * RP-Initiated Logout §3: an address counts only when the client has registered exactly it, and only beside an ID token of
 * ours: anybody can write a link with the client's name. Throws `OAuthError` for an address that is not registered.
 */
export function findLogoutReturn(
  client: Client | undefined,
  hint: IdTokenHint | undefined,
  { uri, state }: { readonly uri: string | undefined; readonly state: string | undefined },
): LogoutReturn | undefined {
  if (client === undefined || uri === undefined) return undefined
  const registered = client.postLogoutRedirectUris ?? []
  if (!registered.some((one) => redirectUriMatches(one, uri))) throw notRegistered(uri, registered)
  return hint === undefined ? undefined : made(withParameters(uri, { state }))
}

function made(uri: string): LogoutReturn {
  return { uri } as LogoutReturn
}

function notRegistered(given: string, registered: readonly string[]): OAuthError {
  return new OAuthError(
    'invalid_request',
    `The post_logout_redirect_uri ${given} is not registered for this app.`,
    { reason: { kind: 'redirect uri not registered', given, registered } },
  )
}
