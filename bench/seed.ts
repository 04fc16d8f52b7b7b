import { pino } from 'pino'
import { hashSecret, secretRecord } from '../apps/auth-server/src/clients/client-secret.ts'
import type { ServerContext } from '../apps/auth-server/src/context.ts'
import { readSettings } from '../apps/auth-server/src/settings.ts'
import type { Client } from '../apps/auth-server/src/store/records.ts'
import { hashCode } from '../apps/auth-server/src/token/authorization-code.ts'
import { openLatchkey } from '../open-latchkey.ts'
import { accountId, details, deviceId, scope } from './bench-access.ts'
import { clientId, clientSecret } from './requests.ts'

/** An API that wants signed tokens. */
export const signedApi = 'https://meter.example.com'

/** Puts one client, one account with a home, one API and `codes` unspent authorization codes into a fresh data folder. */
export async function seed(env: Readonly<Record<string, string>>, codes: readonly string[]): Promise<void> {
  const { server, homes, close } = await openLatchkey(readSettings(env), pino({ level: 'warn' }), {
    asServer: true,
  })
  const now = Date.now()
  await seedClient(server, now)
  await seedAccount(server, now)
  const devices = [{ id: deviceId, name: 'Hall', type: 'thermostat' as const }]
  const home = { id: 'bench-home', name: 'Home', owner: accountId, timeZone: 'Europe/Stockholm', devices }
  await homes.saveStructure(home, { now })
  await Promise.all(codes.map((code) => seedCode(server, code, now)))
  await close()
}

async function seedClient({ store, keys }: ServerContext, now: number): Promise<void> {
  const pepper = keys.current('pepper')
  const client: Client = {
    clientId,
    name: 'Bench',
    ownerId: undefined,
    verified: true,
    verificationAskedAt: undefined,
    members: [],
    secrets: [],
    createdAt: now,
    state: 'active',
    counter: 0,
    publisher: undefined,
    clientUri: undefined,
    dialect: 'standard',
    policy: 'default',
    redirectUris: ['https://app.example.com/callback'],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: scope,
    tokenEndpointAuthMethod: undefined,
    jwks: undefined,
    allows: [],
    overrides: { refresh: 'rotate' },
    idTokenSignedResponseAlg: undefined,
  }
  await store.saveClient(client)
  await store.saveSecret(clientId, secretRecord(pepper, clientSecret, { label: 'bench', now }))
  await store.saveApi({
    id: 'meter',
    identifier: signedApi,
    name: 'Meter',
    secretHash: hashSecret(pepper, clientSecret),
    secretEnding: 'es',
    tokenFormat: 'signed',
    signingAlg: 'ES256',
    scopes: [],
  })
}

async function seedAccount({ store }: ServerContext, now: number): Promise<void> {
  await store.addAccount({
    id: accountId,
    email: 'bench@example.com',
    passwordHash: 'none that any password has',
    roles: ['homeowner'],
    claims: {},
    state: 'active',
    counter: 0,
    createdAt: now,
  })
  await store.saveGrant({ accountId, clientId, scope, details, createdAt: now })
}

function seedCode({ store, keys, issuer }: ServerContext, code: string, now: number): Promise<void> {
  return store.saveCode({
    hash: hashCode(keys, clientId, code),
    clientId,
    accountId,
    expiresAt: now + 600_000,
    redirectUri: undefined,
    codeChallenge: undefined,
    scope,
    scopeText: scope.join(' '),
    audience: [issuer],
    details,
    nonce: undefined,
    signedInAt: now,
  })
}
