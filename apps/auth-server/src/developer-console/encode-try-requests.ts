import { dialects } from '@latchkey/dialects'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { Client } from '../store/records.ts'
import type { TryRun } from './try-run.ts'

/** A request that is sent to our own endpoints, and how it is shown: with what is secret masked. */
export interface TryRequest {
  readonly method: 'GET' | 'POST'
  /** A path of this server. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Texts of which only the ends are shown. */
  readonly secrets: readonly string[]
}

type Parts = Readonly<Record<string, string>>

/** What a run asks the token endpoint for. */
export function tokenRequest(
  client: Client,
  run: TryRun,
  ask: { readonly kind: 'code'; readonly code: string } | { readonly kind: 'own' | 'refresh' },
): TryRequest {
  const { secret, refreshToken = '', codeVerifier, redirectUri, scope } = run
  const asks: Record<typeof ask.kind, Parts> = {
    code: {
      grant_type: 'authorization_code',
      code: ask.kind === 'code' ? ask.code : '',
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    },
    own: { grant_type: 'client_credentials', scope },
    refresh: { grant_type: 'refresh_token', refresh_token: refreshToken },
  }
  const who: Parts = { client_id: client.clientId, client_secret: isPublic(client) ? '' : secret }
  const parameters = Object.entries({ ...asks[ask.kind], ...who }).filter(([, value]) => value !== '')
  const code = ask.kind === 'code' ? [ask.code] : []
  return {
    method: 'POST',
    path: dialects[client.dialect].paths.token[0] ?? '/oauth2/token',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(parameters)),
    secrets: [secret, refreshToken, ...code],
  }
}

/** A call of the device API with the token. */
export function apiRequest(client: Client, { accessToken = '' }: TryRun): TryRequest {
  return {
    method: 'GET',
    path: dialects[client.dialect].apiPath,
    headers: { Authorization: `Bearer ${accessToken}` },
    secrets: [accessToken],
  }
}

/** What the token answer brought, whatever its dialect. */
export function tokensIn(text: string): { readonly accessToken?: string; readonly refreshToken?: string } {
  const members = parsed(text)
  const { access_token: accessToken, refresh_token: refreshToken } = members
  return {
    ...(typeof accessToken === 'string' && { accessToken }),
    ...(typeof refreshToken === 'string' && { refreshToken }),
  }
}

/** Tokens of an answer, to be masked. */
export function secretsIn(text: string): readonly string[] {
  const { access_token: access, refresh_token: refresh, id_token: id } = parsed(text)
  return [access, refresh, id].filter((value) => typeof value === 'string')
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
