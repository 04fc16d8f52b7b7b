export interface BuiltInScope {
  /** In words that a homeowner understands. */
  readonly title: string
  /** What it lets a client do in a home; nothing for those that speak of the person. */
  readonly actions: readonly ('read' | 'control')[]
}

/** The scopes that need no declaration. */
export const builtInScopes: Readonly<Record<string, BuiltInScope>> = {
  'structures:read': { title: 'See your homes and whether somebody is in', actions: ['read'] },
  'structures:write': { title: 'Change your homes: their names, home or away', actions: ['read', 'control'] },
  'devices:read': { title: 'See your devices and what they measure', actions: ['read'] },
  'devices:write': {
    title: 'Control your devices: temperatures, modes, names',
    actions: ['read', 'control'],
  },
  READSYSTEM: { title: 'See your heating system and what it measures', actions: ['read'] },
  WRITESYSTEM: { title: 'Control your heating system', actions: ['read', 'control'] },
  user: { title: 'See and control your homes and devices', actions: ['read', 'control'] },
  // The one scope that IFTTT asks for.
  ifttt: { title: 'See and control your homes and devices', actions: ['read', 'control'] },
  openid: { title: 'Know that it is you', actions: [] },
  profile: { title: 'See your name and profile', actions: [] },
  email: { title: 'See your e-mail address', actions: [] },
  offline_access: { title: 'Stay connected while you are away', actions: [] },
}

/** Scopes that speak of a person, which a client acting for itself is not. */
export const identityScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access']
