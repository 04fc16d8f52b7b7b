import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { secretOf } from '../definition.ts'

export const codeVerifier = 'a-verifier-that-is-long-enough-to-be-allowed-here'
export const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')

/** The address to which an app sends a person; `more` replaces or adds parameters. */
export function requestUrl(
  issuer: string,
  clientId: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const url = new URL('/oauth2/authorize', issuer)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    scope: 'openid devices:read',
    state: 'the-state',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...more,
  }).toString()
  return url.href
}

/** Sends a form as an app does, with its secret in a Basic header where it has one. */
export function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  clientId?: string,
): Promise<Response> {
  const basic = clientId && Buffer.from(`${clientId}:${secretOf(clientId)}`).toString('base64')
  const headers: Record<string, string> = basic ? { authorization: `Basic ${basic}` } : {}
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) })
}

export type TokenAnswer = Readonly<Record<string, unknown>> & { readonly access_token: string }

/** Redeems a code as a confidential app of the standard dialect; it must succeed. */
export async function redeem(
  issuer: string,
  clientId: string,
  code: string | undefined,
  redirectUri: string,
): Promise<TokenAnswer> {
  assert.ok(code, 'there is a code')
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  }
  const response = await postForm(`${issuer}/oauth2/token`, form, clientId)
  const answer = (await response.json()) as TokenAnswer
  assert.equal(response.status, 200, JSON.stringify(answer))
  return answer
}
