// Exchanges a refresh token for a new access token (RFC 6749 §6).

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
const tokens = JSON.parse(answer)
for (const name of ['access_token', 'expires_in', 'refresh_token']) {
  if (name in tokens) console.log(`${name} ${tokens[name]}`)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
