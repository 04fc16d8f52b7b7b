import { dialects } from '@latchkey/dialects'
import { printScope } from '@latchkey/protocol'
import { identityScopes } from '../clients/built-in-scopes.ts'
import type { Client } from '../store/records.ts'
import type { SampleKind } from './languages.ts'

/** What a program needs to know of an app. */
export type SampledClient = Pick<Client, 'clientId' | 'dialect' | 'redirectUris' | 'scopes'>

/** What stands in a program for each `<<name>>`; an empty text where the app has none. */
export type SampleValues = ReadonlyMap<string, string>

/** The values of an app, at this issuer. */
export function sampleValues(issuer: string, client: SampledClient, kind: SampleKind): SampleValues {
  const { paths, apiPath } = dialects[client.dialect]
  return new Map([
    ['authorization_endpoint', issuer + (paths.authorize[0] ?? '')],
    ['token_endpoint', issuer + (paths.token[0] ?? '')],
    ['client_id', client.clientId],
    ['redirect_uri', client.redirectUris[0] ?? ''],
    ['scope', sampleScope(client, kind)],
    ['api_url', issuer + apiPath],
  ])
}

/** Scopes about a person that a program asks for by itself; the others are left to its reader. */
const askedOfPerson: Readonly<Record<SampleKind, readonly string[]>> = {
  'authorization-code': ['openid'],
  'client-credentials': [],
  'refresh-token': [],
  'call-api': [],
}

/** Every scope that opens something to the app, and `openid` where a person is asked. */
function sampleScope({ dialect, scopes }: SampledClient, kind: SampleKind): string {
  if (!dialects[dialect].request.readsScope) return ''
  return printScope(
    scopes.filter((name) => !identityScopes.includes(name) || askedOfPerson[kind].includes(name)),
  )
}

/** An app of nobody, for the public page. */
export const placeholderClient: SampledClient = {
  clientId: 'YOUR_CLIENT_ID',
  dialect: 'standard',
  redirectUris: ['https://app.example.com/callback'],
  scopes: dialects.standard.deviceScopes,
}
