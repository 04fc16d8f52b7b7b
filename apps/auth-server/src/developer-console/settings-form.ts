import type { Client } from '../store/records.ts'
import { secondsOverrides, wordOverrides } from './app-input.ts'
import { metadataTexts } from './metadata-fields.ts'
import type { AppForm } from './read-app-form.ts'

/** What stands in the fields of the settings. */
export interface SettingsForm {
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
}

/** The settings as they are. */
export function settingsOf(client: Client): SettingsForm {
  const { overrides } = client
  const own = [...secondsOverrides, ...wordOverrides].map(
    (name) => [name, String(overrides[name] ?? '')] as const,
  )
  const texts: Readonly<Record<string, string>> = {
    name: client.name,
    publisher: client.publisher ?? '',
    clientUri: client.clientUri ?? '',
    dialect: client.dialect,
    policy: client.policy,
    redirectUris: client.redirectUris.join('\n'),
    tokenEndpointAuthMethod: client.tokenEndpointAuthMethod ?? '',
    jwks: client.jwks === undefined ? '' : JSON.stringify(client.jwks, null, 2),
    idTokenSignedResponseAlg: client.idTokenSignedResponseAlg ?? '',
    ...metadataTexts(client),
    ...Object.fromEntries(own),
  }
  const lists: Readonly<Record<string, readonly string[]>> = {
    scopes: client.scopes,
    grantTypes: client.grantTypes,
    allows: client.allows,
  }
  return { text: (name) => texts[name] ?? '', all: (name) => lists[name] ?? [] }
}

/** What was written and could not be saved: nothing of it is lost. */
export function writtenSettings({ text, all }: AppForm): SettingsForm {
  return { text, all }
}
