import { signingAlgorithms } from '../store/records.ts'
import { type RegisteredMetadata, subjectTypes } from '../store/registered-metadata.ts'
import type { AppForm } from './read-app-form.ts'

// What a developer may set of OpenID Connect and FAPI 2.0, a field each; long because it is a table.

type Kind = 'address' | 'addresses' | 'text' | 'choice' | 'flag'

export interface MetadataField {
  readonly name: keyof RegisteredMetadata
  readonly kind: Kind
  readonly label: string
  readonly hint?: string
  /** Of a choice: what there is beside nothing, and what nothing means. */
  readonly values?: readonly string[]
  readonly nothing?: string
}

export interface MetadataGroup {
  readonly title: string
  readonly fields: readonly MetadataField[]
}

const https = 'An https address.'

export const metadataGroups: readonly MetadataGroup[] = [
  {
    title: 'What people see',
    fields: [
      {
        name: 'logoUri',
        kind: 'address',
        label: 'Logo',
        hint: `${https} A small PNG, JPEG or WebP; people get it from this server.`,
      },
      { name: 'policyUri', kind: 'address', label: 'Privacy policy', hint: https },
      { name: 'tosUri', kind: 'address', label: 'Terms of use', hint: https },
      {
        name: 'subjectType',
        kind: 'choice',
        label: 'How it knows people',
        values: subjectTypes.slice(1),
        nothing: 'public: by the same id as every other app',
      },
      {
        name: 'sectorIdentifierUri',
        kind: 'address',
        label: 'Sector identifier',
        hint: 'For pairwise ids when the redirect URIs are on several hosts.',
      },
    ],
  },
  {
    title: 'Signing out',
    fields: [
      {
        name: 'postLogoutRedirectUris',
        kind: 'addresses',
        label: 'Addresses after a sign-out',
        hint: 'One a line, compared character by character.',
      },
      {
        name: 'backchannelLogoutUri',
        kind: 'address',
        label: 'Back-channel logout',
        hint: 'Called by this server when somebody signs out.',
      },
      {
        name: 'frontchannelLogoutUri',
        kind: 'address',
        label: 'Front-channel logout',
        hint: 'Loaded in the person’s browser when they sign out.',
      },
    ],
  },
  {
    title: 'Keys and signatures',
    fields: [
      {
        name: 'jwksUri',
        kind: 'address',
        label: 'Address of the public keys',
        hint: 'Instead of the keys themselves: a new key there is known at once.',
      },
      {
        name: 'userinfoSignedResponseAlg',
        kind: 'choice',
        label: 'Userinfo is signed with',
        values: signingAlgorithms,
        nothing: 'not signed: plain JSON',
      },
      {
        name: 'authorizationSignedResponseAlg',
        kind: 'choice',
        label: 'Signed authorization responses (JARM) use',
        values: signingAlgorithms,
        nothing: 'as ID tokens',
      },
      {
        name: 'tlsClientAuthSubjectDn',
        kind: 'text',
        label: 'Subject of its certificate',
        hint: 'For tls_client_auth, as CN=app.example.com,O=Example. One of the two.',
      },
      {
        name: 'tlsClientAuthSanDns',
        kind: 'text',
        label: 'DNS name in its certificate',
        hint: 'For tls_client_auth, as app.example.com.',
      },
    ],
  },
  {
    title: 'Stricter than its policy',
    fields: [
      {
        name: 'requirePushedAuthorizationRequests',
        kind: 'flag',
        label: 'Requests are pushed only',
        hint: 'By the back channel first (PAR, RFC 9126).',
      },
      {
        name: 'requireSignedRequestObject',
        kind: 'flag',
        label: 'Requests are signed only',
        hint: 'As request objects (JAR, RFC 9101).',
      },
      {
        name: 'dpopBoundAccessTokens',
        kind: 'flag',
        label: 'Tokens are bound to a DPoP key',
        hint: 'RFC 9449.',
      },
      {
        name: 'tlsClientCertificateBoundAccessTokens',
        kind: 'flag',
        label: 'Tokens are bound to its certificate',
        hint: 'RFC 8705.',
      },
    ],
  },
]

const fields = metadataGroups.flatMap((group) => group.fields)

/** For the sentences about what is wrong. */
export const metadataLabels: Readonly<Record<string, string>> = Object.fromEntries(
  fields.map(({ name, label }) => [name, label]),
)

/** What stands in the fields. */
export function metadataTexts(client: RegisteredMetadata): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, shown(client[name], kind)]))
}

function shown(value: unknown, kind: Kind): string {
  if (kind === 'flag') return value === true ? 'on' : ''
  return Array.isArray(value) ? value.join('\n') : String(value ?? '')
}

/** What was written; a field that was emptied takes its member away, and what has no field stays as it is. */
export function metadataInput(form: AppForm): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, written(form, name, kind)]))
}

function written(form: AppForm, name: string, kind: Kind): unknown {
  if (kind === 'addresses') {
    const lines = form.lines(name)
    return lines.length === 0 ? undefined : lines
  }
  if (kind === 'flag') return form.text(name) === 'on' ? true : undefined
  return form.text(name)
}

/** Whether any of them says something. */
export function hasMetadata(text: (name: string) => string): boolean {
  return fields.some(({ name }) => text(name) !== '')
}

export function isMetadataField(name: string): boolean {
  return name in metadataLabels
}
