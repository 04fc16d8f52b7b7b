// A running server, apps on this machine that hear of sign-outs, and people who sign in to them.

import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { codeChallengeOf } from '@latchkey/protocol'
import { createLocalJWKSet, decodeJwt, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import { anna, ben, definition, secretOf } from '../definition.ts'
import { listen } from '../journeys/stage.ts'
import { verifier } from '../seeded-latchkey.ts'
import { allowedCode, newVisitor, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, type StartOptions, startLatchkey } from '../start-latchkey.ts'

/** What an app was told, at which of its addresses. */
export interface Heard {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

/** Apps at one origin of this machine. */
export interface AppHost {
  readonly origin: string
  readonly heard: Heard[]
  /** What it answers with, by path; 200 for others. */
  readonly statuses: Map<string, number>
  /** Waits until something came to this path, and answers all of it. */
  heardAt(path: string, count?: number): Promise<readonly Heard[]>
  close(): void
}

export async function startAppHost(): Promise<AppHost> {
  const heard: Heard[] = []
  const statuses = new Map<string, number>()
  const server: Server = createServer(async (request, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '/', 'http://host')
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const { method = '', headers } = request
    heard.push({ method, path: url.pathname, query: url.searchParams, form, headers })
    answer.writeHead(statuses.get(url.pathname) ?? 200, { 'content-type': 'text/html' })
    answer.end('<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>')
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  const at = (path: string) => heard.filter((one) => one.path === path)
  return {
    origin,
    heard,
    statuses,
    heardAt: async (path, count = 1) => {
      const deadline = Date.now() + 15_000
      while (at(path).length < count) {
        if (Date.now() > deadline) assert.fail(`${path} heard ${at(path).length} of ${count}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return at(path)
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export const callback = 'https://app.example.com/callback'

/** A confidential app that signs people in. */
export function rp(clientId: string, more: object = {}): object {
  return {
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    policy: 'openid',
    redirectUris: [callback],
    scopes: ['openid', 'profile', 'offline_access', 'devices:read'],
    ...more,
  }
}

export interface SignedInApp {
  readonly idToken: string
  readonly claims: JWTPayload
  readonly accessToken: string
}

export interface LogoutWorld {
  readonly running: RunningLatchkey
  readonly issuer: string
  visitor(): Visitor
  /** Signs in to an app, as far as this browser is not signed in already. */
  signIn(visitor: Visitor, clientId: string, person?: Person): Promise<SignedInApp>
  /** The URL by which an app signs a person out; `undefined` takes a parameter away. */
  logoutUrl(parameters?: Readonly<Record<string, string | undefined>>): string
  isSignedIn(visitor: Visitor): Promise<boolean>
  verify(token: string, audience: string): Promise<JWTVerifyResult>
}

type Person = { readonly email: string; readonly password: string }

export async function startLogoutWorld(
  clients: readonly object[],
  options: StartOptions = {},
): Promise<LogoutWorld> {
  const running = await startLatchkey({ definition: { ...definition, clients }, ...options })
  const { issuer } = running
  const world: LogoutWorld = {
    running,
    issuer,
    visitor: () => newVisitor(issuer),
    signIn: async (visitor, clientId, person = anna) => {
      const code = await allowedCode(visitor, authorizeUrl(issuer, clientId), person)
      return redeem(issuer, clientId, code)
    },
    logoutUrl: (parameters = {}) => {
      const sent = Object.entries(parameters).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      )
      return `${issuer}/oauth2/logout?${new URLSearchParams(sent)}`
    },
    isSignedIn: async (visitor) => (await (await visitor.get('/')).text()).includes('Signed in as'),
    verify: async (token, audience) => {
      const keys = createLocalJWKSet(await jsonOf(await fetch(`${issuer}/oauth2/jwks`)))
      return jwtVerify(token, keys, { issuer, audience, typ: 'logout+jwt' })
    },
  }
  return world
}

export function authorizeUrl(issuer: string, clientId: string, redirectUri = callback): string {
  return `${issuer}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: codeChallengeOf(verifier),
    code_challenge_method: 'S256',
  })}`
}

export async function redeem(
  issuer: string,
  clientId: string,
  code: string,
  redirectUri = callback,
): Promise<SignedInApp> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${secretOf(clientId)}`).toString('base64')}`
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  const response = await fetch(`${issuer}/oauth2/token`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(form),
  })
  const answer = await jsonOf<Record<string, string>>(response)
  assert.equal(response.status, 200, JSON.stringify(answer))
  const { id_token: idToken = '', access_token: accessToken = '' } = answer
  return { idToken, accessToken, claims: decodeJwt(idToken) }
}

async function jsonOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T
}

export { anna, ben, secretOf }
