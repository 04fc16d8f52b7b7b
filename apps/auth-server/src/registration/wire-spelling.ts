import { metadataNames } from './metadata-schema.ts'

// How members are spelled on the wire (RFC 7591 §2, OpenID Connect Registration §2): computed, but for two of them.

/** What whoever registers may say: the rest of a client is the operator's to say. */
export const registrableNames = [
  'name',
  'clientUri',
  'redirectUris',
  'grantTypes',
  'scopes',
  'tokenEndpointAuthMethod',
  'jwks',
  'idTokenSignedResponseAlg',
  'policy',
  ...metadataNames,
] as const
export type RegistrableName = (typeof registrableNames)[number]

const irregular: Readonly<Record<string, string>> = { name: 'client_name', scopes: 'scope' }

/** `redirectUris` → `redirect_uris` */
export function wireSpelling(name: string): string {
  return irregular[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const camelCase = new RegExp(
  `\\b(?:clientSecret|${registrableNames.filter((name) => /[A-Z]/.test(name)).join('|')})\\b`,
  'g',
)

/** A sentence about a declaration, with its members as whoever registers has to spell them. */
export function inWireSpelling(sentence: string): string {
  return sentence.replace(camelCase, wireSpelling)
}
