// Calls the API with an access token (RFC 6750 §2.1) and prints its answer.

const apiUrl = '<<api_url>>'
const accessToken = process.env.ACCESS_TOKEN || stop('Set ACCESS_TOKEN first.')

const response = await fetch(apiUrl, { headers: { authorization: `Bearer ${accessToken}` } })
const answer = await response.text()
if (response.status !== 200) stop(answer)

console.log(JSON.stringify(JSON.parse(answer), null, 2))

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
