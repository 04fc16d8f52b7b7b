// A running server for tests that need many codes and tokens: codes are put into its store as if a person had allowed them.

import assert from 'node:assert/strict'
import { dialects } from '@latchkey/dialects'
import { type Confirmation, codeChallengeOf, type HomeAccess } from '@latchkey/protocol'
import { pino } from 'pino'
import { policyWith } from '../apps/auth-server/src/clients/policies.ts'
import { wholeHomes } from '../apps/auth-server/src/home-access/whole-homes.ts'
import { readSettings } from '../apps/auth-server/src/settings.ts'
import type { Client } from '../apps/auth-server/src/store/records.ts'
import { hashCode, newCode } from '../apps/auth-server/src/token/authorization-code.ts'
import { type Latchkey, openLatchkey } from '../open-latchkey.ts'
import { anna, definition, secretOf } from './definition.ts'
import { assertSilentOf, recordSecrets } from './log-secrets.ts'
import { type RunningLatchkey, runCli, type StartOptions, startLatchkey } from './start-latchkey.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty when the body is no JSON object. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
}

/** What a code stands for, where it differs from what the client would get if it asked for everything. */
export interface Seed {
  readonly email?: string
  readonly scope?: readonly string[]
  readonly audience?: readonly string[]
  /** Instead of every home, whole. */
  readonly details?: readonly HomeAccess[]
  /** `undefined`: without PKCE. */
  readonly verifier?: string | undefined
  readonly redirectUri?: string
  /** Milliseconds since 1970. */
  readonly expiresAt?: number
  /** The key to which the code is bound (`dpop_jkt`). */
  readonly confirmation?: Confirmation
}

export type Form = Readonly<Record<string, string>>

export interface SeededLatchkey {
  readonly running: RunningLatchkey
  readonly issuer: string
  /** The same stores, opened beside the server as the command line opens them. */
  readonly store: Latchkey['server']['store']
  newCode(clientId: string, seed?: Seed): Promise<string>
  /** The request by which this client redeems its code. */
  redemption(clientId: string, code: string, more?: Form): Form
  /** To the token endpoint of the client's dialect. */
  token(clientId: string, form: Form): Promise<Answer>
  /** The tokens of a new code. */
  connect(clientId: string, seed?: Seed): Promise<Tokens>
  refresh(clientId: string, refreshToken: string, more?: Form): Promise<Answer>
  post(path: string, form: Form, headers?: Form): Promise<Answer>
  get(path: string, headers?: Form): Promise<Answer>
  send(path: string, init: RequestInit): Promise<Answer>
  revoke(clientId: string, token: string): Promise<Answer>
  introspect(clientId: string, token: string): Promise<Answer>
  /** Where an access token of this client is accepted now. */
  acceptedAt(clientId: string, accessToken: string): Promise<readonly string[]>
  cli(...args: string[]): Promise<string>
  /** Stops it; fails when its log holds a fault, a stack or anything secret that went over the wire. */
  end(): Promise<void>
}

/** 43 characters, the fewest that RFC 7636 §4.1 allows. */
export const verifier = 'the-verifier-of-every-test-that-needs-one-43'

export async function startSeeded(options: StartOptions = {}): Promise<SeededLatchkey> {
  const running = await startLatchkey({ definition, ...options })
  const env = { LATCHKEY_DATA: running.folder, LATCHKEY_ISSUER: running.issuer, PORT: String(running.port) }
  const opened = await openLatchkey(readSettings(env), pino({ level: 'silent' }), { asServer: false })
  const clients = new Map(
    (await opened.server.store.listClients()).map((client) => [client.clientId, client]),
  )
  const secrets = new Set([...clients.keys()].map(secretOf))
  const wire = openWire(running.issuer, secrets)
  return {
    running,
    issuer: running.issuer,
    store: opened.server.store,
    ...wire,
    ...clientVerbs(opened, wire, (clientId) => {
      const client = clients.get(clientId)
      assert.ok(client, `no client ${clientId}`)
      return client
    }),
    cli: (...args) => runCli({ PATH: process.env.PATH ?? '', LATCHKEY_DEMO: '0', ...env }, args),
    end: async () => {
      await opened.close()
      await running.end()
      assertSilentOf(running.output, secrets)
    },
  }
}

type Wire = Pick<SeededLatchkey, 'send' | 'post' | 'get'>

/** HTTP that remembers every secret that went over it. */
function openWire(issuer: string, secrets: Set<string>): Wire {
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(new URL(path, issuer), { redirect: 'manual', ...init })
    const text = await response.text()
    const json = objectOf(text)
    recordSecrets(secrets, json)
    return { status: response.status, headers: response.headers, text, json }
  }
  return {
    send,
    post: (path, form, headers = {}) => {
      recordSecrets(secrets, form)
      return send(path, { method: 'POST', body: new URLSearchParams(form), headers })
    },
    get: (path, headers = {}) => send(path, { headers }),
  }
}

type ClientVerbs = Pick<
  SeededLatchkey,
  'newCode' | 'redemption' | 'token' | 'connect' | 'refresh' | 'revoke' | 'introspect' | 'acceptedAt'
>

/** What a client does, with its own credentials and in its own dialect. */
function clientVerbs(opened: Latchkey, wire: Wire, clientOf: (clientId: string) => Client): ClientVerbs {
  const post = (clientId: string, path: string, form: Form) =>
    wire.post(path, { ...credentialsOf(clientOf(clientId)), ...form })
  const token: ClientVerbs['token'] = (clientId, form) =>
    post(clientId, tokenPathOf(clientOf(clientId)), form)
  const newCode: ClientVerbs['newCode'] = (clientId, seed = {}) => saveCode(opened, clientOf(clientId), seed)
  const redemption: ClientVerbs['redemption'] = (clientId, code, more = {}) => ({
    ...redemptionOf(clientOf(clientId), code),
    ...more,
  })
  const introspect: ClientVerbs['introspect'] = (clientId, text) =>
    post(clientId, '/oauth2/introspect', { token: text })
  return {
    newCode,
    redemption,
    token,
    introspect,
    connect: async (clientId, seed) =>
      tokensOf(await token(clientId, redemption(clientId, await newCode(clientId, seed)))),
    refresh: (clientId, refreshToken, more = {}) =>
      token(clientId, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more }),
    revoke: (clientId, text) => post(clientId, '/oauth2/revoke', { token: text }),
    acceptedAt: (clientId, accessToken) => {
      const asks = isPublic(clientOf(clientId)) ? undefined : () => introspect(clientId, accessToken)
      return placesThatAccept(wire, accessToken, asks)
    },
  }
}

async function placesThatAccept(
  { get }: Wire,
  accessToken: string,
  introspect: (() => Promise<Answer>) | undefined,
): Promise<readonly string[]> {
  const authorization = `Bearer ${accessToken}`
  const [introspected, userinfo, devices] = await Promise.all([
    introspect?.(),
    get('/oauth2/userinfo', { authorization }),
    get('/v1/structures', { authorization }),
  ])
  // 403: good, but without the scope.
  const accepted = {
    introspection: introspected?.json.active === true,
    userinfo: userinfo.status === 200 || userinfo.status === 403,
    'device API': devices.status === 200 || devices.status === 403,
  }
  return Object.entries(accepted).flatMap(([place, isAccepted]) => (isAccepted ? [place] : []))
}

/** The tokens of an answer that must be good. */
export function tokensOf(answer: Answer): Tokens {
  assert.equal(answer.status, 200, answer.text)
  const { access_token: accessToken, refresh_token: refreshToken } = answer.json
  assert.ok(typeof accessToken === 'string', answer.text)
  return { accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined }
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function isPublic(client: Client): boolean {
  return client.secrets.length === 0
}

function credentialsOf(client: Client): Form {
  const { clientId } = client
  return isPublic(client)
    ? { client_id: clientId }
    : { client_id: clientId, client_secret: secretOf(clientId) }
}

function tokenPathOf(client: Client): string {
  return dialects[client.dialect].paths.token[0] ?? ''
}

function asksForPkce(client: Client): boolean {
  return policyWith(client.policy, client.overrides).pkce !== 'not asked'
}

function redemptionOf(client: Client, code: string): Form {
  const [redirectUri] = client.redirectUris
  return {
    grant_type: 'authorization_code',
    code,
    ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
    ...(asksForPkce(client) && { code_verifier: verifier }),
  }
}

async function saveCode({ server, homes }: Latchkey, client: Client, seed: Seed): Promise<string> {
  const { clientId, redirectUris } = client
  const account = await server.store.findAccountByEmail(seed.email ?? anna.email)
  assert.ok(account)
  const scope = seed.scope ?? client.scopes
  const details = seed.details ?? wholeHomes(await homes.listShareableHomes(account.id), scope)
  const now = Date.now()
  const redirectUri = seed.redirectUri ?? redirectUris[0]
  const used = 'verifier' in seed ? seed.verifier : asksForPkce(client) ? verifier : undefined
  const code = newCode(dialects[client.dialect], redirectUri === undefined)
  await server.store.saveGrant({ accountId: account.id, clientId, scope, details, createdAt: now })
  await server.store.saveCode({
    hash: hashCode(server.keys, clientId, code),
    clientId,
    accountId: account.id,
    expiresAt: seed.expiresAt ?? now + 60_000,
    redirectUri,
    codeChallenge: used === undefined ? undefined : codeChallengeOf(used),
    scope,
    scopeText: scope.join(' '),
    audience: seed.audience ?? [server.issuer],
    details,
    nonce: undefined,
    signedInAt: now,
    confirmation: seed.confirmation,
  })
  return code
}
