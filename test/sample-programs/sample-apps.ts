import type { DialectName, GrantTypeName } from '@latchkey/dialects'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'

// The apps whose programs are run: one per dialect, one without secret, and one whose values hold every sign with a meaning.

export interface SampleApp {
  readonly clientId: string
  /** Absent: the app is public. */
  readonly clientSecret?: string
  readonly dialect?: DialectName
  readonly redirectUris?: readonly string[]
  readonly grantTypes?: readonly GrantTypeName[]
  readonly scopes?: readonly string[]
}

const deviceScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
const everyGrant = ['authorization_code', 'refresh_token', 'client_credentials'] as const

function confidential(clientId: string, more: Omit<SampleApp, 'clientId'>): SampleApp {
  return { clientId, clientSecret: secretOf(clientId), ...more }
}

/** What ends a literal, begins an expression or is an escape in some language. */
const awkward = `"$HOME'\`id\`\\#{1+1}#$0%s%41\${x}@{y}&<b>//*\\u0041?>--;!<<scope>>`

export const sampleApps = {
  standard: confidential('standard', {
    redirectUris: [redirectUri],
    grantTypes: everyGrant,
    scopes: ['openid', 'email', ...deviceScopes],
  }),
  public: { clientId: 'public', redirectUris: ['http://127.0.0.1/callback'], scopes: deviceScopes },
  awkward: {
    clientId: `awkward-${awkward}`,
    clientSecret: ` ${awkward} '<<client_id>>' */ \\`,
    redirectUris: ["https://app.example.com/it's/$HOME?a=$b&c=%41%20+&d=$(id)"],
    grantTypes: everyGrant,
  },
  nest: confidential('nest', { dialect: 'nest' }),
  honeywell: confidential('honeywell', { dialect: 'honeywell', redirectUris: [redirectUri] }),
  gogox: confidential('gogox', { dialect: 'gogox' }),
  nibe: confidential('nibe', { dialect: 'nibe', redirectUris: [redirectUri] }),
} as const satisfies Readonly<Record<string, SampleApp>>

export type SampleAppName = keyof typeof sampleApps

const { accounts, structures } = definition

/** What the server is given: Anna, her home, and the apps. */
export const sampleDefinition = {
  accounts,
  structures,
  clients: Object.entries(sampleApps).map(([name, app]) => ({
    ...app,
    name: `App ${name}`,
    owner: anna.email,
  })),
}
