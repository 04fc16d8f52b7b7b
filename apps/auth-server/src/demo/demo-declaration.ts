import { z } from 'zod'
import { type Declaration, decodeDeclaration } from '../commands/apply/declaration.ts'
import type { DeclaredHome } from '../commands/apply/declared-homes.ts'
import type { MasterKeys } from '../keys/master-key.ts'
import { demoClientSecret, demoPassword } from './demo-secret.ts'

// The demo as a declaration, as an operator would write it for `latchkey apply`; long because it is data.

export const homeowner = 'demo@example.com'
const developer = 'developer@example.com'

export const demoAccounts = [
  { email: homeowner, roles: ['homeowner'], claims: { name: 'Dana Demo' } },
  { email: developer, roles: ['developer'], claims: { name: 'Devin Demo' } },
  { email: 'operator@example.com', roles: ['operator'], claims: { name: 'Olga Demo' } },
] as const

/** Never visited: a code that came back would be read out of the browser's address bar. */
export const redirectUri = 'https://app.example.com/callback'
const redirectUris = [redirectUri, 'http://localhost:3000/callback']

const clients = [
  {
    clientId: 'demo-standard',
    name: 'Demo app',
    redirectUris,
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: [
      ...['structures:read', 'structures:write', 'devices:read', 'devices:write'],
      ...['openid', 'profile', 'email', 'offline_access'],
    ],
  },
  { clientId: 'demo-nest', name: 'Demo app for Nest', dialect: 'nest' },
  { clientId: 'demo-honeywell', name: 'Demo app for Honeywell Home', dialect: 'honeywell', redirectUris },
  { clientId: 'demo-gogox', name: 'Demo app for GOGOX', dialect: 'gogox' },
  { clientId: 'demo-nibe', name: 'Demo app for NIBE Uplink', dialect: 'nibe', redirectUris },
]

export const demoClientIds: readonly string[] = clients.map(({ clientId }) => clientId)

export const demoHome: DeclaredHome = {
  id: 'demo-home',
  name: 'Demo home',
  owner: homeowner,
  timeZone: 'Europe/Stockholm',
  devices: [
    { id: 'demo-thermostat', name: 'Hallway', type: 'thermostat' },
    { id: 'demo-heat-pump', name: 'Cellar', type: 'heat_pump' },
    { id: 'demo-alarm', name: 'Landing', type: 'smoke_co_alarm' },
    { id: 'demo-camera', name: 'Porch', type: 'camera' },
    { id: 'demo-leak-detector', name: 'Laundry', type: 'water_leak_detector' },
    { id: 'demo-lock', name: 'Front door', type: 'lock' },
  ],
}

/** Checked like any other declaration; the home is ours and needs no check. */
export function demoDeclaration(master: MasterKeys): Declaration {
  const declared = {
    accounts: demoAccounts.map((account) => ({ ...account, password: demoPassword(master, account.email) })),
    clients: clients.map((client) => ({
      ...client,
      owner: developer,
      publisher: 'Demo publisher',
      clientSecret: demoClientSecret(master, client.clientId),
    })),
  }
  return { ...decodeDeclaration(declared, z.never()), structures: [demoHome] }
}
