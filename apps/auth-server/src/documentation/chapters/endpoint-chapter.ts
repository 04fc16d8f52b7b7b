import { endpoints, openIdMetadata } from '../../discovery/metadata.ts'
import { code, fence, table } from '../markdown/markdown-text.ts'

/** What each endpoint is for. A new one without words does not compile. */
const purposes: Readonly<Record<keyof typeof endpoints, readonly [method: string, purpose: string]>> = {
  authorize: [
    'GET',
    'Where you send a person’s browser to be asked. See [Authorization code](/docs/authorization-code).',
  ],
  token: ['POST', 'Where your server gets and refreshes tokens.'],
  introspect: ['POST', 'Is this token good? See [Introspection](/docs/introspection).'],
  revoke: ['POST', 'Makes a token worthless. See [Revocation](/docs/revocation).'],
  userinfo: ['GET', 'Who is the person? See [Userinfo](/docs/userinfo).'],
  jwks: ['GET', 'The public keys that signatures are checked with.'],
  par: ['POST', 'Where your server pushes an authorization request before it sends the person (RFC 9126).'],
  register: ['POST', 'Where a program registers itself as a client (RFC 7591).'],
  logout: ['GET', 'Where you send a person’s browser to sign out here too (RP-initiated logout).'],
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
export function metadataExample(issuer: string): string {
  return fence('json | OpenID configuration', JSON.stringify(openIdMetadata(issuer), null, 2))
}

/** `{{path.token}}` and the like. */
export function endpointValues(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(endpoints).map(([name, path]) => [`path.${name}`, path]))
}
