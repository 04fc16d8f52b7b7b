/** The scopes that need no declaration, in words that a homeowner understands. */
export const builtInScopes: Readonly<Record<string, string>> = {
  'structures:read': 'See your homes and whether somebody is in',
  'structures:write': 'Change your homes: their names, home or away',
  'devices:read': 'See your devices and what they measure',
  'devices:write': 'Control your devices: temperatures, modes, names',
  READSYSTEM: 'See your heating system and what it measures',
  WRITESYSTEM: 'Control your heating system',
  user: 'See and control your homes and devices',
  openid: 'Know that it is you',
  profile: 'See your name and profile',
  email: 'See your e-mail address',
  offline_access: 'Stay connected while you are away',
}

/** Scopes that speak of a person, which a client acting for itself is not. */
export const identityScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access']
