import { html } from 'hono/html'
import { type Fact, facts } from '../pages/facts.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { metadataNames } from '../registration/metadata-schema.ts'
import type { Client } from '../store/records.ts'
import type { RegisteredMetadata } from '../store/registered-metadata.ts'

type MetadataName = keyof RegisteredMetadata

/** A member that lacks its words does not compile; long because it is a table. */
const words: Readonly<Record<MetadataName, string>> = {
  applicationType: 'Kind of app',
  contacts: 'Contacts',
  logoUri: 'Logo',
  policyUri: 'Privacy policy',
  tosUri: 'Terms of use',
  jwksUri: 'Address of its public keys',
  responseTypes: 'Response types',
  softwareId: 'Software',
  softwareVersion: 'Version of the software',
  sectorIdentifierUri: 'Sector identifier',
  subjectType: 'Knows people by ids that are',
  userinfoSignedResponseAlg: 'Userinfo is signed with',
  requestObjectSigningAlg: 'Signs its requests with',
  requestUris: 'Request objects are read at',
  tokenEndpointAuthSigningAlg: 'Signs its assertions with',
  defaultMaxAge: 'A sign-in is good for, in seconds',
  requireAuthTime: 'Always hears of the sign-in’s time',
  defaultAcrValues: 'Kinds of sign-in that it asks for',
  initiateLoginUri: 'A sign-in is begun at',
  postLogoutRedirectUris: 'After a sign-out people go to',
  backchannelLogoutUri: 'Hears of sign-outs at',
  backchannelLogoutSessionRequired: 'Hears of the session, by the back channel',
  frontchannelLogoutUri: 'Loaded at sign-outs',
  frontchannelLogoutSessionRequired: 'Hears of the session, in the browser',
  requireSignedRequestObject: 'Requests are signed only',
  requirePushedAuthorizationRequests: 'Requests are pushed only',
  authorizationSignedResponseAlg: 'Answers are signed with',
  introspectionSignedResponseAlg: 'Introspection is signed with',
  authorizationDetailsTypes: 'Asks by name for',
  dpopBoundAccessTokens: 'Tokens are bound to a DPoP key',
  tlsClientCertificateBoundAccessTokens: 'Tokens are bound to its certificate',
  tlsClientAuthSubjectDn: 'Subject of its certificate',
  tlsClientAuthSanDns: 'DNS name in its certificate',
  tlsClientAuthSanUri: 'URI in its certificate',
  tlsClientAuthSanIp: 'Address in its certificate',
  tlsClientAuthSanEmail: 'E-mail in its certificate',
}

/** What else was declared of the app; an operator who verifies it vouches for this too. */
export function metadataCard(client: Client): Html {
  const rows = metadataNames.flatMap((name) => rowOf(name, client[name]))
  if (rows.length === 0) return html``
  return html`<section class="card">${sectionHeading({ title: 'What else it says of itself' })}
${facts(rows)}</section>`
}

function rowOf(name: MetadataName, value: unknown): readonly Fact[] {
  if (value === undefined) return []
  if (typeof value === 'boolean') return [{ term: words[name], value: value ? 'yes' : 'no' }]
  const texts = [value].flat().map(String)
  return [
    {
      term: words[name],
      value: html`${texts.map((text) => html`<code translate="no">${foreignText(text, 500)}</code> `)}`,
    },
  ]
}
