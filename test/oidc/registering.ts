// What the tests of registration share: a program that registers itself, and what it is answered.

import assert from 'node:assert/strict'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly json: Readonly<Record<string, unknown>>
}

/** What a site with a server of its own says of itself. */
export const webApp = {
  client_name: 'Wärme App',
  redirect_uris: ['https://app.example.com/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
} as const

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const isText = typeof body === 'string'
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, json }
}

export function register(issuer: string, metadata: unknown): Promise<Answered> {
  return send(`${issuer}/oauth2/register`, 'POST', metadata)
}

/** A registered client: its metadata as it was answered. */
export async function registered(
  issuer: string,
  metadata: object = webApp,
): Promise<Readonly<Record<string, unknown>>> {
  const { status, json } = await register(issuer, metadata)
  assert.equal(status, 201, JSON.stringify(json))
  return json
}

/** As the client's own program: with its registration access token. */
export function manage(
  client: Readonly<Record<string, unknown>>,
  method: string,
  body?: unknown,
): Promise<Answered> {
  const authorization = `Bearer ${client.registration_access_token}`
  return send(String(client.registration_client_uri), method, body, { authorization })
}
