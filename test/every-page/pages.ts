import { consolePages } from './console-pages.ts'
import { docsPages } from './docs-pages.ts'
import { homePages } from './home-pages.ts'
import { journeyPages } from './journey-pages.ts'
import { operatorPages } from './operator-pages.ts'
import type { PageEntry } from './page-entry.ts'

/** Every page that a person can meet, each in the states that look different. */
export const pages: readonly PageEntry[] = [
  ...journeyPages,
  ...docsPages,
  ...homePages,
  ...consolePages,
  ...operatorPages,
]

/** Routes that answer a GET, but to programs; each with what it answers. */
export const notPages: Readonly<Record<string, string>> = {
  '/oauth2/token': 'JSON: the token endpoint',
  '/oauth2/access_token': 'JSON: the token endpoint of nest',
  '/oauth2/accesstoken': 'JSON: the token endpoint of honeywell',
  '/oauth/token': 'JSON: the token endpoint of gogox and nibe',
  '/oauth2/userinfo': 'JSON: claims',
  '/oauth2/register/:clientId': 'JSON: what a client that registered itself is',
  '/logos/:clientId': 'an image',
  '/oauth2/jwks': 'JSON: public keys',
  '/.well-known/oauth-authorization-server': 'JSON: metadata',
  '/.well-known/openid-configuration': 'JSON: metadata',
  '/gateway/:apiId/*': 'headers: whether a proxy may forward a request',
  '/.well-known/oauth-protected-resource/gateway/:apiId': 'JSON: metadata of an API behind a gateway',
  '/home/data.json': 'JSON: a file to keep',
  '/operator/audit.jsonl': 'JSON Lines: the audit log',
  '/operator/audit.csv': 'CSV: the audit log',
  '/assets/*': 'stylesheets, scripts, icons',
}
