import { codeChallengeOf } from '@latchkey/protocol'
import type { Ledger } from './crash-ledger.ts'
import { definition, redirectUri, secretOf } from './definition.ts'
import { recordSecrets } from './log-secrets.ts'
import { verifier } from './seeded-latchkey.ts'

/** Asks each time, so that each of its codes is an answer of a person; its codes outlive a slow restart. */
const asking = {
  clientId: 'crashing',
  clientSecret: secretOf('crashing'),
  name: 'App that crashes',
  redirectUris: [redirectUri],
  overrides: { codeSeconds: 600, refresh: 'rotate', consent: 'every time' },
}

export const rememberedClients = Array.from({ length: 60 }, (_, index) => `remembered-${index}`)

export const crashDefinition = {
  ...definition,
  clients: [
    asking,
    ...rememberedClients.map((clientId) => ({
      clientId,
      clientSecret: secretOf(clientId),
      name: `App ${clientId}`,
      redirectUris: [redirectUri],
    })),
  ],
}

export interface CrashAnswer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
}

/** The requests of the client under load. Each rejects with a `TypeError` when the server dies. */
export interface CrashClient {
  authorizeUrl(clientId?: string, prompt?: string): string
  redeem(code: string): Promise<CrashAnswer>
  refresh(refreshToken: string): Promise<CrashAnswer>
  revoke(refreshToken: string): Promise<CrashAnswer>
  isActive(accessToken: string): Promise<boolean>
  renameDevice(accessToken: string, name: string): Promise<CrashAnswer>
  nameOfDevice(accessToken: string): Promise<unknown>
}

export function crashClient(issuer: string, ledger: Ledger): CrashClient {
  const post = async (path: string, form: Readonly<Record<string, string>>) => {
    const { clientId, clientSecret } = asking
    const body = { client_id: clientId, client_secret: clientSecret, ...form }
    recordSecrets(ledger.secrets, body)
    const answer = await answerOf(fetch(issuer + path, { method: 'POST', body: new URLSearchParams(body) }))
    recordSecrets(ledger.secrets, answer.json)
    return answer
  }
  const device = (accessToken: string, init: RequestInit) =>
    answerOf(
      fetch(`${issuer}/v1/devices/annas-thermostat`, {
        ...init,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      }),
    )
  return {
    authorizeUrl,
    redeem: (code) =>
      post('/oauth2/token', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    refresh: (refreshToken) =>
      post('/oauth2/token', { grant_type: 'refresh_token', refresh_token: refreshToken }),
    revoke: (refreshToken) => post('/oauth2/revoke', { token: refreshToken }),
    isActive: async (accessToken) =>
      (await post('/oauth2/introspect', { token: accessToken })).json.active === true,
    renameDevice: (accessToken, name) =>
      device(accessToken, { method: 'PATCH', body: JSON.stringify({ name }) }),
    nameOfDevice: async (accessToken) => (await device(accessToken, {})).json.name,
  }
}

async function answerOf(fetched: Promise<Response>): Promise<CrashAnswer> {
  const response = await fetched
  const text = await response.text()
  return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : {} }
}

function authorizeUrl(clientId: string = asking.clientId, prompt?: string): string {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: codeChallengeOf(verifier),
    code_challenge_method: 'S256',
    ...(prompt !== undefined && { prompt }),
  })
  return `/oauth2/authorize?${parameters}`
}
