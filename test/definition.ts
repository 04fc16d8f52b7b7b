// What most tests apply: two people, a home each, and a client of every kind.

export const anna = { email: 'anna@example.com', password: 'correct horse battery' } as const
export const ben = { email: 'ben@example.com', password: 'staple correct horse' } as const

/** Every client's secret is this text with its id behind it. */
export function secretOf(clientId: string): string {
  return `a-long-secret-for-${clientId}`
}

export const redirectUri = 'https://app.example.com/callback'

function confidential(clientId: string, more: object): object {
  return { clientId, clientSecret: secretOf(clientId), name: `App ${clientId}`, ...more }
}

const everyScope = [
  'openid',
  'profile',
  'email',
  'structures:read',
  'structures:write',
  'devices:read',
  'devices:write',
]

export const definition = {
  accounts: [
    { ...anna, roles: ['homeowner', 'developer'], claims: { name: 'Anna Andersson', locale: 'sv' } },
    { ...ben, roles: ['homeowner'], claims: { name: 'Ben Berg' } },
  ],
  clients: [
    confidential('standard', {
      redirectUris: [redirectUri, 'http://127.0.0.1/callback'],
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      scopes: everyScope,
    }),
    confidential('other', {
      redirectUris: ['https://other.example.com/callback'],
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      scopes: everyScope,
    }),
    confidential('rotating', {
      redirectUris: [redirectUri],
      scopes: everyScope,
      overrides: { refresh: 'rotate' },
    }),
    confidential('lasting', {
      redirectUris: [redirectUri],
      scopes: everyScope,
      overrides: { accessTokenSeconds: 400 * 86_400 },
    }),
    confidential('openid', { policy: 'openid', redirectUris: [redirectUri], scopes: everyScope }),
    {
      clientId: 'public',
      name: 'App public',
      redirectUris: ['http://127.0.0.1/callback', 'com.example.app:/callback'],
      scopes: everyScope,
    },
    confidential('nest-pin', { dialect: 'nest', name: 'Nest PIN app' }),
    confidential('nest-web', { dialect: 'nest', redirectUris: [redirectUri] }),
    confidential('nest-query', {
      dialect: 'nest',
      redirectUris: [redirectUri],
      allows: ['credentials-in-query'],
    }),
    confidential('honeywell', { dialect: 'honeywell', redirectUris: [redirectUri], owner: anna.email }),
    confidential('gogox', { dialect: 'gogox' }),
    confidential('nibe', { dialect: 'nibe', redirectUris: [redirectUri] }),
  ],
  apis: [
    {
      id: 'meter-api',
      identifier: 'https://meter.example.com',
      name: 'Meter',
      secret: secretOf('meter-api'),
      tokenFormat: 'signed',
      signingAlg: 'ES256',
      scopes: ['meter:read'],
    },
    {
      id: 'plain-api',
      identifier: 'https://plain.example.com',
      name: 'Plain',
      secret: secretOf('plain-api'),
      tokenFormat: 'sealed',
      scopes: [],
    },
  ],
  scopes: [{ name: 'meter:read', title: 'Read your meter' }],
  structures: [
    {
      id: 'annas-home',
      name: 'Annas hus',
      owner: anna.email,
      timeZone: 'Europe/Stockholm',
      devices: [
        { id: 'annas-thermostat', name: 'Hall', type: 'thermostat' },
        { id: 'annas-pump', name: 'Pump', type: 'heat_pump' },
      ],
    },
    {
      id: 'bens-home',
      name: 'Bens hus',
      owner: ben.email,
      timeZone: 'Europe/Berlin',
      devices: [{ id: 'bens-thermostat', name: 'Flur', type: 'thermostat' }],
    },
  ],
}
