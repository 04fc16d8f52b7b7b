import type { Access } from '@latchkey/resource-kit'
import { clientId } from './requests.ts'

// What the bench's account shares with the bench's client.

export const accountId = 'bench-account'
export const deviceId = 'bench-thermostat'
export const scope = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
export const details = [
  { type: 'home_access', structure: 'bench-home', devices: 'all', actions: ['read', 'control'] },
] as const

/** What a checked token of the bench would say. */
export const benchAccess: Access = {
  subject: accountId,
  clientId,
  scope,
  homes: details,
  expiresAt: 4_102_444_800,
}
