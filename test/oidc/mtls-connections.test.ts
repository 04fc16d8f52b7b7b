// What happens on a connection with a certificate, beyond one request on it; and what other programs than Node make of it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { Agent } from 'node:https'
import { after, before, test } from 'node:test'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { freePort } from '../free-port.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { type MtlsHolders, startHoldersServer } from './mtls-clients.ts'
import { type MtlsServer, startMtlsServer } from './mtls-server.ts'

let server: MtlsServer
let holders: MtlsHolders
before(async () => {
  ;({ server, holders } = await startHoldersServer())
})
after(() => server.end())

const form = { grant_type: 'client_credentials', client_id: 'by-dns' }

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`many requests on one connection have its certificate (${maxVersion})`, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, maxVersion })
    for (let count = 0; count < 3; count++)
      assert.equal(
        (await server.ask('/oauth2/token', { form, client: holders.named['by-dns'], agent })).status,
        200,
      )
    assert.equal(Object.values(agent.freeSockets).flat().length, 1)
    agent.destroy()
  })

  test(`no connection is resumed where certificates are shown (${maxVersion})`, async () => {
    const { cert, key } = holders.selfSigned
    const options = { host: 'localhost', ca: server.authority.cert, cert, key, maxVersion }
    assert.equal(await resumes({ ...options, port: server.mtlsPort }), false)
    assert.equal(await resumes({ ...options, port: server.port }), true)
  })
}

/** Whether a second connection goes on with the session of a first. */
async function resumes(options: ConnectionOptions): Promise<boolean> {
  const sessions: Buffer[] = []
  const first = connect(options)
  first.on('session', (session) => sessions.push(session))
  await exchange(first)
  const second = connect({ ...options, session: sessions.at(-1) })
  await once(second, 'secureConnect')
  const isReused = second.isSessionReused()
  await exchange(second)
  return isReused
}

/** In TLS 1.3 a session comes with the first bytes of the server. */
async function exchange(socket: TLSSocket): Promise<void> {
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  socket.resume()
  await once(socket, 'close')
}

test('curl gets a token with its certificate, and none without', () => {
  const { certFile, keyFile } = holders.selfSigned
  const curl = (...options: readonly string[]) =>
    execFileSync('curl', [
      ...['-sS', '--max-time', '10', '--cacert', server.authority.certFile, ...options],
      ...[
        '-d',
        'grant_type=client_credentials',
        '-d',
        'client_id=self-signed',
        `${server.mtlsIssuer}/oauth2/token`,
      ],
    ])
  const answer: Record<string, unknown> = JSON.parse(String(curl('--cert', certFile, '--key', keyFile)))
  assert.equal(answer.token_type, 'Bearer')
  assert.equal(JSON.parse(String(curl())).error, 'invalid_client')
})

test('a server that stops closes both ports and finishes what was begun on them', async () => {
  const stopping = await startMtlsServer()
  const begun = await Promise.all(
    [stopping.port, stopping.mtlsPort].map((port) => beginRequest(port, stopping)),
  )
  const askedAt = performance.now()
  const stopped = stopping.running.stop()
  for (const { socket } of begun) socket.write('grant_type=x')
  for (const { said, closed } of begun) {
    await closed
    assert.match(said.join(''), /^HTTP\/1\.1 401 /)
  }
  assert.equal(await stopped, 0)
  // Nobody has to wait for connections that are kept alive for requests to come.
  assert.ok(performance.now() - askedAt < 5_000)
  await stopping.end()
})

/** Headers of a request whose body comes later. */
async function beginRequest(port: number, { authority }: MtlsServer) {
  const socket = connect({ host: 'localhost', port, ca: authority.cert })
  const closed = once(socket, 'close')
  const said: string[] = []
  socket.on('data', (chunk) => said.push(String(chunk)))
  await once(socket, 'secureConnect')
  const type = 'Content-Type: application/x-www-form-urlencoded'
  socket.write(`POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n${type}\r\nContent-Length: 12\r\n\r\n`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  return { socket, said, closed }
}

test('a second port that is taken stops the start with its name, and the first is free again', async () => {
  const port = await freePort()
  const env = {
    LATCHKEY_ISSUER: `https://localhost:${port}`,
    LATCHKEY_TLS_CERT_FILE: server.authority.certFile,
    LATCHKEY_TLS_KEY_FILE: server.authority.keyFile,
    LATCHKEY_MASTER_KEY_FILE: `${server.maker.folder}/master.key`,
    LATCHKEY_MTLS_PORT: String(server.mtlsPort),
  }
  await assert.rejects(
    startLatchkey({ port, env }),
    /LATCHKEY_MTLS_PORT \d+ of HOST .* cannot be listened on: .*EADDRINUSE/,
  )
})
