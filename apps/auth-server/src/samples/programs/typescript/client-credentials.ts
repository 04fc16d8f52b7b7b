// Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).

type Tokens = { access_token: string; expires_in: number | string }

const tokenEndpoint = '<<token_endpoint>>'
const clientId = '<<client_id>>'
const clientSecret = process.env.CLIENT_SECRET || stop('Set CLIENT_SECRET first.')
const scope = '<<scope>>'

const response = await fetch(tokenEndpoint, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    client_id: clientId,
    client_secret: clientSecret,
  }),
})
const answer = await response.text()
if (response.status !== 200) stop(answer)

const tokens: Tokens = JSON.parse(answer)
console.log(`access_token ${tokens.access_token}`)
console.log(`expires_in ${tokens.expires_in}`)

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
