import assert from 'node:assert/strict'
import { redirectUri } from '../definition.ts'
import { allowedCode, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { postForm, redeem, requestUrl, type TokenAnswer } from './app-side.ts'

interface Person {
  readonly email: string
  readonly password: string
}

/** A browser in which this person has just signed in. */
export async function signedInVisitor(issuer: string, person: Person): Promise<Visitor> {
  const visitor = newVisitor(issuer)
  const page = await (await visitor.get('/login')).text()
  const answer = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  assert.equal(answer.status, 303, await answer.text())
  return visitor
}

/** The person connects an app of the definition; answers its tokens. */
export async function connectApp(
  issuer: string,
  visitor: Visitor,
  person: Person,
  clientId: string,
): Promise<TokenAnswer> {
  const scope = 'structures:read devices:read'
  const url = requestUrl(issuer, clientId, { redirect_uri: redirectUri, scope })
  return redeem(issuer, clientId, await allowedCode(visitor, url, person), redirectUri)
}

/** What the device API answers to this token. */
export async function apiStatus(issuer: string, { access_token: token }: TokenAnswer): Promise<number> {
  const answer = await fetch(`${issuer}/v1/structures`, { headers: { authorization: `Bearer ${token}` } })
  await answer.arrayBuffer()
  return answer.status
}

/** What a refresh is answered: its status, and the error. */
export async function refreshed(
  issuer: string,
  clientId: string,
  { refresh_token: refreshToken }: TokenAnswer,
): Promise<readonly [status: number, error: unknown]> {
  const form = { grant_type: 'refresh_token', refresh_token: String(refreshToken) }
  const answer = await postForm(`${issuer}/oauth2/token`, form, clientId)
  return [answer.status, ((await answer.json()) as { readonly error?: unknown }).error]
}

export async function pageText(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.get(path, { 'accept-language': 'en' })
  const page = await answer.text()
  assert.equal(answer.status, 200, `${path}: ${answer.status} ${answer.headers.get('location')}`)
  return page
}

/** Sends the form that the page at this path shows, to the path itself. */
export async function submit(
  visitor: Visitor,
  path: string,
  formId: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const hidden = hiddenFields(await pageText(visitor, path), formId)
  assert.ok(hidden.form_token, `no form ${formId} at ${path}`)
  return visitor.post(path, { ...hidden, ...fields })
}

/** The paths of the confirmations that an app's page leads to, one a connection. */
export async function connectionPaths(visitor: Visitor, clientId: string): Promise<readonly string[]> {
  const page = await pageText(visitor, `/home/apps/${clientId}`)
  return [...page.matchAll(/href="([^"]*\/connections\/[^"]+)"/g)].map(([, path = '']) => path)
}
