// Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).

import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'

type Tokens = { access_token: string; expires_in: number | string; refresh_token?: string }

const authorizationEndpoint = '<<authorization_endpoint>>'
const tokenEndpoint = '<<token_endpoint>>'
const clientId = '<<client_id>>'
const clientSecret = process.env.CLIENT_SECRET || stop('Set CLIENT_SECRET first.') // only for apps with a secret
const redirectUri = '<<redirect_uri>>'
const scope = '<<scope>>'

const state = randomBytes(32).toString('base64url')
const codeVerifier = randomBytes(32).toString('base64url')
const question = form({
  response_type: 'code',
  client_id: clientId,
  redirect_uri: redirectUri,
  scope,
  state,
  code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  code_challenge_method: 'S256',
})

console.error(
  'Open this address, allow access, then paste the address that you end at, or the code that the page shows:',
)
console.error(`${authorizationEndpoint}?${question}`)
const terminal = createInterface({ input: process.stdin })
const pasted = (await terminal.question('')).trim()
terminal.close()

const response = await fetch(tokenEndpoint, {
  method: 'POST',
  body: form({
    grant_type: 'authorization_code',
    code: pasted.includes('://') ? codeIn(new URL(pasted).searchParams) : pasted,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    client_id: clientId,
    client_secret: clientSecret, // only for apps with a secret
  }),
})
const answer = await response.text()
if (response.status !== 200) stop(answer)

const tokens: Tokens = JSON.parse(answer)
console.log(`access_token ${tokens.access_token}`)
console.log(`expires_in ${tokens.expires_in}`)
if (tokens.refresh_token !== undefined) console.log(`refresh_token ${tokens.refresh_token}`)

function codeIn(parameters: URLSearchParams): string {
  if (parameters.has('error')) stop(`${parameters.get('error')}: ${parameters.get('error_description')}`)
  if (parameters.get('state') !== state) {
    stop('The state does not match: this address answers another request.')
  }
  return parameters.get('code') ?? ''
}

function form(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''))
}

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
