import { readFileSync } from 'node:fs'
import { anna } from '../definition.ts'
import { allowedCode, hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, type StartOptions, startLatchkey } from '../start-latchkey.ts'

// A server with the homes and apps of Nest's recorded exchanges.

const file = new URL('../../apps/device-api/src/recorded/nest/declaration.json', import.meta.url)
const { env: recordedEnv, ...declaration } = JSON.parse(readFileSync(file, 'utf8'))

export const thermostat = '/devices/thermostats/peyiJNo0IldT2YlIVtYaGQ'
export const thermostatId = 'peyiJNo0IldT2YlIVtYaGQ'
export const home = '/structures/annas-home'

const appId = (number: number) => `7a1e0b5c-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`

/** Apps of the declaration, and one of them that may put its token into the URL. */
export const apps = {
  writes: appId(2),
  errors: appId(3),
  streams: appId(4),
  query: appId(7),
  leaves: appId(9),
}

export async function startNestLatchkey({ env, ...options }: StartOptions = {}): Promise<RunningLatchkey> {
  const { LATCHKEY_HOSTS_NEST, LATCHKEY_NEST_REDIRECT } = recordedEnv
  const latchkey = await startLatchkey({
    ...options,
    env: { LATCHKEY_HOSTS_NEST, LATCHKEY_NEST_REDIRECT, LATCHKEY_STREAM_KEEP_ALIVE: '1', ...env },
  })
  try {
    await latchkey.apply(declaration, '--weak')
  } catch (error) {
    // Left running, it would keep the test from ending.
    await latchkey.end()
    throw error
  }
  return latchkey
}

const authorizeUrl = (clientId: string) => `/login/oauth2?client_id=${clientId}&state=STATE`

async function redeem({ issuer }: RunningLatchkey, clientId: string, code: string): Promise<string> {
  const body = new URLSearchParams({
    code,
    client_id: clientId,
    client_secret: 'nestSecretOfTwentyFiveAbc',
    grant_type: 'authorization_code',
  })
  const response = await fetch(`${issuer}/oauth2/access_token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

/** The token of an app that Anna allowed everything. */
export async function nestToken(latchkey: RunningLatchkey, clientId: string): Promise<string> {
  const code = await allowedCode(newVisitor(latchkey.issuer), authorizeUrl(clientId), anna)
  return redeem(latchkey, clientId, code)
}

/** The token of an app for which Anna chose this on the page. */
export async function chosenToken(
  latchkey: RunningLatchkey,
  clientId: string,
  choice: Readonly<Record<string, string>>,
): Promise<string> {
  const visitor = newVisitor(latchkey.issuer)
  const login = await (await visitor.get(authorizeUrl(clientId))).text()
  const signedIn = await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
  const consent = await (await visitor.get(signedIn.headers.get('location') ?? '')).text()
  const fields = hiddenFields(consent, 'consent-form')
  const answered = await visitor.post('/consent', { ...fields, ...choice, decision: 'accept' })
  const code = new URL(answered.headers.get('location') ?? '').searchParams.get('code') ?? ''
  return redeem(latchkey, clientId, code)
}

export interface NestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

export async function ask(
  { issuer }: RunningLatchkey,
  token: string,
  path: string,
  write?: unknown,
): Promise<NestAnswer> {
  const response = await fetch(issuer + path, {
    method: write === undefined ? 'GET' : 'PUT',
    headers: { authorization: `Bearer ${token}` },
    ...(write !== undefined && { body: JSON.stringify(write) }),
  })
  return { status: response.status, headers: response.headers, json: await response.json() }
}
