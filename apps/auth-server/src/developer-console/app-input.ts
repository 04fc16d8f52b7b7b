import { metadataNames } from '../registration/metadata-schema.ts'
import type { Client } from '../store/records.ts'
import type { AppInput } from './judge-app.ts'
import { metadataInput } from './metadata-fields.ts'
import type { Preset } from './presets.ts'
import { redirectUrisOf } from './presets.ts'
import type { AppForm } from './read-app-form.ts'

/** A new app as its preset and its developer say. */
export function newAppInput(preset: Preset, form: AppForm): AppInput {
  const answers = new Map(preset.asks.map(({ name }) => [name, form.text(name)]))
  const written = preset.asksRedirectUris ? form.lines('redirectUris') : redirectUrisOf(preset, answers)
  return {
    name: form.text('name'),
    publisher: form.text('publisher'),
    clientUri: form.text('clientUri'),
    dialect: preset.dialect,
    policy: form.text('policy') || preset.policy,
    grantTypes: preset.grantTypes,
    scopes: form.all('scopes'),
    redirectUris: written,
    ...proofOf(preset, form),
  }
}

/** How the new app shows that it is itself, where it is not by the secret that it gets. */
function proofOf(preset: Preset, form: AppForm): AppInput {
  if (keepsSecret(preset, form)) return {}
  if (preset.keepsSecret !== 'key') return { tokenEndpointAuthMethod: 'none' }
  return {
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: jsonOf(form.text('jwks')),
    jwksUri: form.text('jwksUri'),
    dpopBoundAccessTokens: true,
  }
}

export function keepsSecret({ keepsSecret: rule }: Preset, form: AppForm): boolean {
  return rule === 'either' ? form.text('keepsSecret') !== 'no' : rule === 'yes'
}

/** An app as its settings form says, put over what the form does not show. */
export function settingsInput(form: AppForm, client: Client): AppInput {
  return {
    ...Object.fromEntries(metadataNames.map((name) => [name, client[name]])),
    ...(form.has('metadata') && metadataInput(form)),
    name: form.text('name'),
    publisher: form.text('publisher'),
    clientUri: form.text('clientUri'),
    dialect: form.text('dialect'),
    policy: form.text('policy'),
    redirectUris: form.lines('redirectUris'),
    grantTypes: form.all('grantTypes'),
    scopes: form.all('scopes'),
    tokenEndpointAuthMethod: form.text('tokenEndpointAuthMethod'),
    jwks: jsonOf(form.text('jwks')),
    allows: form.all('allows'),
    overrides: overridesOf(form),
    idTokenSignedResponseAlg: form.text('idTokenSignedResponseAlg'),
  }
}

export const secondsOverrides = [
  'codeSeconds',
  'accessTokenSeconds',
  'refreshIdleSeconds',
  'refreshMaxSeconds',
] as const
export const wordOverrides = ['refresh', 'pkce', 'consent'] as const

function overridesOf(form: AppForm): Readonly<Record<string, unknown>> {
  const given = [...secondsOverrides, ...wordOverrides].filter((name) => form.text(name) !== '')
  return Object.fromEntries(given.map((name) => [name, numberOr(form.text(name))]))
}

function numberOr(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text
}

/** What is no JSON stays a text, which the schema refuses with a sentence. */
function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
