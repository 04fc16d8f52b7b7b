import type { ScopeHierarchy } from '@latchkey/resource-kit'

/** The scopes of this API. */
export const deviceScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write'] as const

export type DeviceScope = (typeof deviceScopes)[number]

/** What implies what: `write` its `read`, NIBE's two their halves, Honeywell's `user` and IFTTT's only scope everything. */
export const scopeHierarchy: ScopeHierarchy = {
  'structures:write': ['structures:read'],
  'devices:write': ['devices:read'],
  READSYSTEM: ['structures:read', 'devices:read'],
  WRITESYSTEM: ['structures:write', 'devices:write'],
  user: ['structures:write', 'devices:write'],
  ifttt: ['structures:write', 'devices:write'],
}
