import { dialects } from '@latchkey/dialects'
import type { Client } from '../store/records.ts'

/** A line for a shell that gets the app a token of its own. The secret is ours, of letters and digits: nothing to escape. */
export function clientCredentialsLine(issuer: string, client: Client, secret: string): string {
  const [path = '/oauth2/token'] = dialects[client.dialect].paths.token
  const parts = { grant_type: 'client_credentials', client_id: client.clientId, client_secret: secret }
  const fields = Object.entries(parts).map(([name, value]) => `  -d ${name}=${value}`)
  return [`curl ${issuer}${path}`, ...fields].join(' \\\n')
}
