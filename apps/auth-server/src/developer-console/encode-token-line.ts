import { dialects } from '@latchkey/dialects'
import { allowedMethods } from '../client-authentication/allowed-methods.ts'
import { literal, shellQuotes } from '../samples/quoting.ts'
import type { Client } from '../store/records.ts'

/** A line for a shell that gets the app a token of its own. An operator may have given it an id of any visible characters. */
export function clientCredentialsLine(issuer: string, client: Client, secret: string): string {
  const { clientId, dialect } = client
  const [path = '/oauth2/token'] = dialects[dialect].paths.token
  const field = (name: string, value: string) =>
    `  --data-urlencode ${literal(`${name}=${value}`, shellQuotes)}`
  const isInBody = allowedMethods(client, dialects[dialect]).includes('client_secret_post')
  const who = isInBody
    ? [field('client_id', clientId), field('client_secret', secret)]
    : [`  -u ${literal(`${clientId}:${secret}`, shellQuotes)}`]
  return [`curl ${issuer}${path}`, '  -d grant_type=client_credentials', ...who].join(' \\\n')
}
