// A server with APIs that stand behind a gateway, and the apps that call them.

import { definition, redirectUri, secretOf } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import type { StartOptions } from '../start-latchkey.ts'

export const meter = 'https://meter.example.com'
export const bell = 'https://bell.example.com'

const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']

function app(clientId: string, more: object = {}): object {
  return {
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    redirectUris: [redirectUri],
    grantTypes,
    scopes: ['openid', 'meter:read', 'meter:write', 'devices:read', 'devices:write'],
    ...more,
  }
}

function api(id: string, identifier: string, more: object = {}): object {
  return { id, identifier, name: `API ${id}`, secret: secretOf(id), scopes: ['meter:read'], ...more }
}

export async function startGatewayWorld(options: StartOptions = {}): Promise<SeededLatchkey> {
  const port = options.port ?? (await freePort())
  const world = {
    accounts: definition.accounts,
    structures: definition.structures,
    scopes: [
      { name: 'meter:read', title: 'Read your meter' },
      { name: 'meter:write', title: 'Set your meter' },
    ],
    clients: [
      app('meter-app'),
      app('pairwise-app', { subjectType: 'pairwise' }),
      app('bound-app', { dpopBoundAccessTokens: true }),
    ],
    apis: [
      api('meter', meter),
      api('bell', bell, { tokenFormat: 'signed' }),
      api('devices', `http://localhost:${port}`),
    ],
  }
  return startSeeded({ ...options, port, definition: world })
}

/** What every answer that lets a request pass must have, so that a proxy overwrites what a stranger sent. */
export const identityHeaders = [
  'latchkey-identity',
  'latchkey-subject',
  'latchkey-client',
  'latchkey-scope',
  'latchkey-homes',
]
