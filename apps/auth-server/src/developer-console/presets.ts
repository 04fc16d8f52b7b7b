import type { DialectName, GrantTypeName } from '@latchkey/dialects'
import type { PolicyName } from '../clients/policies.ts'

// What an app may be made for, and what is filled in for it; long because it is a table.

/** Something that only the developer knows, and that redirect URIs are made of. */
export interface Ask {
  readonly name: string
  readonly label: string
  readonly hint: string
  /** Whole values only: they become part of an address. */
  readonly pattern: RegExp
  readonly optional?: boolean
}

export interface Preset {
  readonly title: string
  readonly text: string
  readonly group: 'own' | 'platform' | 'vendor'
  readonly dialect: DialectName
  readonly policy: PolicyName
  readonly grantTypes: readonly GrantTypeName[]
  readonly scopes: readonly string[]
  /** Whether the app can keep a secret; `either` is asked; `key`: it brings public keys instead. */
  readonly keepsSecret: 'yes' | 'no' | 'either' | 'key'
  readonly asks: readonly Ask[]
  /** Redirect URIs made of what was asked; `{name}` stands for a value. One whose value is left out is left out. */
  readonly redirectUris: readonly string[]
  /** Whether the developer writes redirect URIs (more of them, where some are filled in). */
  readonly asksRedirectUris: boolean
  readonly name?: string
}

const deviceScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write'] as const
const linked = ['authorization_code', 'refresh_token'] as const

const platform = {
  group: 'platform',
  dialect: 'standard',
  grantTypes: linked,
  scopes: [...deviceScopes, 'openid', 'profile', 'email'],
  keepsSecret: 'yes',
  asks: [],
  asksRedirectUris: false,
} as const

const vendor = {
  group: 'vendor',
  keepsSecret: 'yes',
  asks: [],
  redirectUris: [],
  asksRedirectUris: true,
} as const

export const presets = {
  app: {
    title: 'An app that people connect',
    text: 'A web site, a phone app, a program: people sign in here, allow it, and it gets tokens for their homes.',
    group: 'own',
    dialect: 'standard',
    policy: 'default',
    grantTypes: linked,
    scopes: deviceScopes,
    keepsSecret: 'either',
    asks: [],
    // Good for trying out: a program on the developer's own machine, at any port.
    redirectUris: ['http://127.0.0.1/callback'],
    asksRedirectUris: true,
  },
  service: {
    title: 'A service that acts for itself',
    text: 'A program without people: it gets tokens with its own id and secret (client credentials), and sees no home.',
    group: 'own',
    dialect: 'standard',
    policy: 'default',
    grantTypes: ['client_credentials'],
    scopes: deviceScopes,
    keepsSecret: 'yes',
    asks: [],
    redirectUris: [],
    asksRedirectUris: false,
  },
  fapi: {
    title: 'An app for which FAPI 2.0 is asked',
    text: 'Where more is at stake than a lamp: it proves itself by a key of its own, its requests come by the back channel, and a stolen token is worthless.',
    group: 'own',
    dialect: 'standard',
    policy: 'fapi2',
    grantTypes: linked,
    scopes: [...deviceScopes, 'openid'],
    keepsSecret: 'key',
    asks: [],
    redirectUris: [],
    asksRedirectUris: true,
  },
  'google-home': {
    ...platform,
    title: 'Google Home',
    text: 'Cloud-to-cloud account linking of a Google Home project.',
    policy: 'google-home',
    name: 'Google Home',
    asks: [
      {
        name: 'projectId',
        label: 'Google project id',
        hint: 'In the Google Home developer console, as my-project-1234.',
        pattern: /^[a-z][a-z0-9-]{4,62}$/,
      },
    ],
    redirectUris: [
      'https://oauth-redirect.googleusercontent.com/r/{projectId}',
      'https://oauth-redirect-sandbox.googleusercontent.com/r/{projectId}',
    ],
  },
  alexa: {
    ...platform,
    title: 'Amazon Alexa',
    text: 'Account linking of an Alexa smart home skill.',
    policy: 'alexa',
    name: 'Amazon Alexa',
    asks: [
      {
        name: 'vendorId',
        label: 'Amazon vendor id',
        hint: 'The last part of the redirect URLs that the Alexa console shows, as M2AAAAAAAAAAAA.',
        pattern: /^[A-Z0-9]{10,20}$/,
      },
    ],
    redirectUris: [
      'https://pitangui.amazon.com/api/skill/link/{vendorId}',
      'https://layla.amazon.com/api/skill/link/{vendorId}',
      'https://alexa.amazon.co.jp/api/skill/link/{vendorId}',
    ],
  },
  smartthings: {
    ...platform,
    title: 'Samsung SmartThings',
    text: 'A SmartThings Schema cloud connector.',
    policy: 'smartthings',
    name: 'SmartThings',
    redirectUris: ['us', 'eu', 'ap'].map((region) => `https://c2c-${region}.smartthings.com/oauth/callback`),
  },
  ifttt: {
    ...platform,
    title: 'IFTTT',
    text: 'A service on the IFTTT platform.',
    policy: 'ifttt',
    name: 'IFTTT',
    scopes: ['ifttt', ...deviceScopes],
    asks: [
      {
        name: 'serviceId',
        label: 'IFTTT service id',
        hint: 'On the IFTTT platform under API, as my_thermostat.',
        pattern: /^[A-Za-z0-9_-]{2,100}$/,
      },
    ],
    redirectUris: ['https://ifttt.com/channels/{serviceId}/authorize'],
  },
  'home-assistant': {
    ...platform,
    title: 'Home Assistant',
    text: 'Application credentials of a Home Assistant integration.',
    policy: 'home-assistant',
    name: 'Home Assistant',
    asks: [
      {
        name: 'frontendBase',
        label: 'Address of your Home Assistant',
        hint: 'Only when it does not use My Home Assistant, as http://homeassistant.local:8123.',
        pattern: /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/,
        optional: true,
      },
    ],
    redirectUris: ['https://my.home-assistant.io/redirect/oauth', '{frontendBase}/auth/external/callback'],
  },
  homey: {
    ...platform,
    title: 'Homey',
    text: 'An app for Homey that uses OAuth2App.',
    policy: 'homey',
    name: 'Homey',
    redirectUris: ['https://callback.athom.com/oauth2/callback'],
  },
  mcp: {
    title: 'An MCP client',
    text: 'An assistant that speaks the Model Context Protocol, on a person’s own device: no secret, PKCE always.',
    group: 'platform',
    dialect: 'standard',
    policy: 'mcp',
    grantTypes: linked,
    scopes: deviceScopes,
    keepsSecret: 'no',
    asks: [],
    redirectUris: ['http://127.0.0.1/callback'],
    asksRedirectUris: true,
  },
  nest: {
    ...vendor,
    title: 'A program written for Nest',
    text: 'Without a redirect URI people get a code to type into it.',
    dialect: 'nest',
    policy: 'nest',
    grantTypes: ['authorization_code'],
    scopes: deviceScopes,
  },
  honeywell: {
    ...vendor,
    title: 'A program written for Honeywell Home',
    text: 'Codes, refresh and client credentials as Honeywell’s server spells them.',
    dialect: 'honeywell',
    policy: 'honeywell',
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: ['user'],
  },
  gogox: {
    ...vendor,
    title: 'A program written for GOGOX',
    text: 'Client credentials as JSON.',
    dialect: 'gogox',
    policy: 'gogox',
    grantTypes: ['client_credentials'],
    scopes: deviceScopes,
    asksRedirectUris: false,
  },
  nibe: {
    ...vendor,
    title: 'A program written for NIBE Uplink',
    text: 'Codes and refresh as NIBE’s server spells them.',
    dialect: 'nibe',
    policy: 'nibe',
    grantTypes: linked,
    scopes: ['READSYSTEM', 'WRITESYSTEM'],
  },
} as const satisfies Readonly<Record<string, Preset>>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as readonly PresetName[]

export function presetNamed(name: string | undefined): PresetName | undefined {
  return presetNames.find((known) => known === name)
}

/** The preset's redirect URIs with what was asked put in. */
export function redirectUrisOf(preset: Preset, answers: ReadonlyMap<string, string>): readonly string[] {
  return preset.redirectUris.flatMap((template) => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const isWhole = names.every((name) => (answers.get(name) ?? '') !== '')
    return isWhole ? [template.replace(/\{(\w+)\}/g, (_, name: string) => answers.get(name) ?? '')] : []
  })
}
