import { dialects } from '@latchkey/dialects'
import { codeChallengeOf, printScope } from '@latchkey/protocol'
import { identityScopes } from '../clients/built-in-scopes.ts'
import type { Client } from '../store/records.ts'

export interface AuthorizationUrlParts {
  readonly state: string
  /** What proves later that the answer is asked for by whoever asked for the code (RFC 7636). */
  readonly codeVerifier: string
  /** Absent: the first one that is registered. */
  readonly redirectUri?: string | undefined
  /** Absent: every scope that opens something in a home. */
  readonly scope?: string | undefined
}

/** The address to which the app sends people, complete; `undefined` for an app that asks nobody. */
export function authorizationUrl(
  issuer: string,
  client: Pick<Client, 'clientId' | 'dialect' | 'redirectUris' | 'scopes' | 'grantTypes'>,
  {
    state,
    codeVerifier,
    redirectUri = client.redirectUris[0],
    scope = usualScope(client),
  }: AuthorizationUrlParts,
): string | undefined {
  const { paths, request } = dialects[client.dialect]
  const [path] = paths.authorize
  if (path === undefined || !client.grantTypes.includes('authorization_code')) return undefined
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri ?? '',
    scope: request.readsScope ? scope : '',
    state,
    code_challenge: codeChallengeOf(codeVerifier),
    code_challenge_method: 'S256',
  }
  const given = Object.entries(parameters).filter(([, value]) => value !== '')
  return `${issuer}${path}?${new URLSearchParams(given)}`
}

function usualScope({ scopes }: Pick<Client, 'scopes'>): string {
  return printScope(scopes.filter((name) => !identityScopes.includes(name)))
}
