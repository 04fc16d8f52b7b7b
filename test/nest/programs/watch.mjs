// In the style of the Node programs for Nest: an EventSource with the token in the URL, which follows the entry host's redirect.
// Prints one line of JSON per event until the token is revoked.

const [token, path] = process.argv.slice(2)
const source = new EventSource(`https://developer-api.nest.com${path}?auth=${token}`)
const print = (event) => process.stdout.write(`${JSON.stringify([event.type, JSON.parse(event.data)])}\n`)

for (const type of ['put', 'keep-alive']) source.addEventListener(type, print)
source.addEventListener('auth_revoked', (event) => {
  print(event)
  source.close()
})
source.onerror = () => {
  if (source.readyState === EventSource.CLOSED) process.exit(1)
}
