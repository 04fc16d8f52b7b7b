import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { definition } from '../definition.ts'
import { registered, webApp } from '../oidc/registering.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// Whoever registers an app names servers that we call. Servers that never answer must not hold up the calls for others.

const hosts = Array.from({ length: 12 }, (_, at) => `127.0.0.${at + 1}`)
/** How long one of our requests may take. */
const longestCall = 5_000

let slow: Server
let waiting = 0
let server: SeededLatchkey
let port: number

before(async () => {
  slow = createServer((request, answer) => {
    if (request.url === '/object') waiting++
    else answer.end('x')
  }).listen(0, '0.0.0.0')
  await once(slow, 'listening')
  port = (slow.address() as AddressInfo).port
  const env = { LATCHKEY_OUTBOUND_ALLOW: hosts.map((host) => `${host}:${port}`).join(',') }
  const request = `http://${hosts[0]}:${port}/quick`
  const [first] = definition.clients
  const clients = [{ ...first, requestUris: [request] }]
  server = await startSeeded({ definition: { ...definition, clients }, env })
})
after(async () => {
  slow.closeAllConnections()
  slow.close()
  await server.end()
})

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

const urlOf = (clientId: unknown, requestUri: string) =>
  `/oauth2/authorize?${new URLSearchParams({ client_id: String(clientId), request_uri: requestUri })}`

test('a hundred calls of slow servers of a stranger, and the call for a verified app is made at once', async () => {
  const slowUris = hosts.map((host) => `http://${host}:${port}/object`)
  const { client_id: stranger } = await registered(server.issuer, { ...webApp, request_uris: slowUris })
  const calls = Array.from({ length: 100 }, (_, at) =>
    server.get(urlOf(stranger, slowUris[at % slowUris.length] ?? '')),
  )
  while (waiting < 10) await pause(10)
  // By now every place that they can have is taken, and the others wait.
  await pause(500)
  const began = Date.now()
  const { status, text } = await server.get(urlOf('standard', `http://${hosts[0]}:${port}/quick`))
  assert.ok(Date.now() - began < longestCall / 2, `it took ${Date.now() - began} ms`)
  // What was read there is no request object, and so it was read.
  assert.equal(status, 400)
  assert.match(text, /request object/i)
  const answers = await Promise.all(calls)
  assert.ok(answers.every((answer) => answer.status === 400))
})
