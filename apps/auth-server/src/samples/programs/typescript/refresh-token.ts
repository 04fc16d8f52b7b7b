// Exchanges a refresh token for a new access token (RFC 6749 §6).

type Tokens = { access_token: string; expires_in: number | string; refresh_token?: string }

const tokenEndpoint = '<<token_endpoint>>'
const clientId = '<<client_id>>'
const clientSecret = process.env.CLIENT_SECRET || stop('Set CLIENT_SECRET first.') // only for apps with a secret
const refreshToken = process.env.REFRESH_TOKEN || stop('Set REFRESH_TOKEN first.')

const response = await fetch(tokenEndpoint, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret, // only for apps with a secret
  }),
})
const answer = await response.text()
if (response.status !== 200) stop(answer)

// The refresh token may be a new one: keep what this answer says.
const tokens: Tokens = JSON.parse(answer)
console.log(`access_token ${tokens.access_token}`)
console.log(`expires_in ${tokens.expires_in}`)
if (tokens.refresh_token !== undefined) console.log(`refresh_token ${tokens.refresh_token}`)

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
