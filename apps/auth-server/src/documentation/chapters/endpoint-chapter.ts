import { endpoints } from '../../discovery/metadata.ts'
import type { DocumentFacts } from '../document-facts.ts'
import { code, fence, table } from '../markdown/markdown-text.ts'

/** What each endpoint is for. A new one without words does not compile. */
const purposes: Readonly<Record<keyof typeof endpoints, readonly [method: string, purpose: string]>> = {
  authorize: [
    'GET or POST',
    'Where you send a person’s browser to be asked. See [Authorization code](/docs/authorization-code).',
  ],
  token: ['POST', 'Where your server gets and refreshes tokens.'],
  introspect: ['POST', 'Is this token good? See [Introspection](/docs/introspection).'],
  revoke: ['POST', 'Makes a token worthless. See [Revocation](/docs/revocation).'],
  userinfo: ['GET or POST', 'Who is the person? See [Userinfo](/docs/userinfo).'],
  jwks: ['GET', 'The public keys that signatures are checked with. See [Keys](/docs/keys).'],
  par: [
    'POST',
    'Where your server hands in an authorization request. See [Pushed requests](/docs/pushed-requests).',
  ],
  register: ['POST', 'Where a program registers itself. See [Registration](/docs/registration).'],
  logout: [
    'GET or POST',
    'Where you send a person’s browser to sign out here too. See [Signing out](/docs/sign-out).',
  ],
}

const documents = [
  ['/.well-known/openid-configuration', 'Everything on this page, for libraries of OpenID Connect.'],
  ['/.well-known/oauth-authorization-server', 'The same for libraries of OAuth (RFC 8414).'],
] as const

/** The endpoints of the standard dialect. */
export function endpointTable(issuer: string): string {
  const rows = Object.entries(endpoints).map(([name, path]) => {
    const [method, purpose] = purposes[name as keyof typeof endpoints]
    return [`${method} ${code(issuer + path)}`, purpose]
  })
  return table(
    ['Address', 'What for'],
    [...rows, ...documents.map(([path, purpose]) => [`GET ${code(issuer + path)}`, purpose])],
  )
}

/** The whole discovery document, as it is served. */
export function metadataExample({ metadata }: DocumentFacts): string {
  return fence('json | OpenID configuration', JSON.stringify(metadata, null, 2))
}

/** `{{path.token}}` and the like. */
export function endpointValues(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(endpoints).map(([name, path]) => [`path.${name}`, path]))
}
