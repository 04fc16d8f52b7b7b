import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const good = `grant_type=client_credentials&client_id=standard&client_secret=${secretOf('standard')}`
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const posts = [
  '/oauth2/token',
  '/oauth2/access_token',
  '/oauth2/accesstoken',
  '/oauth/token',
  '/oauth2/introspect',
  '/oauth2/revoke',
  '/oauth2/authorize',
  '/login/oauth2',
  '/oauth/authorize',
  '/login',
  '/consent',
  '/logout',
  '/reset',
  '/oauth2/userinfo',
]

interface Sent {
  readonly status: number
  readonly body: string
  readonly port: number | undefined
}

/** Over one connection that is kept; answers from which local port it went. */
async function send(agent: Agent, path: string, chunks: readonly string[], headers: Record<string, string>) {
  const sent = request(server.issuer + path, { method: 'POST', agent, headers: { ...form, ...headers } })
  for (const chunk of chunks) sent.write(chunk)
  sent.end()
  const [response] = await once(sent, 'response')
  const port = sent.socket?.localPort
  return { status: Number(response.statusCode), body: await text(response), port } satisfies Sent
}

for (const path of posts) {
  test(`${path}: 65 KiB is 413, and the connection is good for the next request`, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const body = `a=${'x'.repeat(66_000)}`
    const long = await send(agent, path, [body], { 'content-length': String(body.length) })
    assert.equal(long.status, 413)
    assert.match(long.body, /64 KiB/)
    const chunked = await send(agent, path, [body, body, body], {})
    assert.equal(chunked.status, 413)
    const next = await send(agent, '/oauth2/token', [good], {})
    assert.deepEqual([next.status, next.port], [200, long.port])
    agent.destroy()
  })
}

test('a body that comes in pieces is the same body', async () => {
  const agent = new Agent({ keepAlive: true })
  const bytes = [...good]
  assert.equal((await send(agent, '/oauth2/token', bytes, {})).status, 200)
  const halves = [good.slice(0, 20), good.slice(20)]
  assert.equal(
    (await send(agent, '/oauth2/token', halves, { 'content-length': String(good.length) })).status,
    200,
  )
  agent.destroy()
})

test('a compressed body is not read', async () => {
  const headers = { ...form, 'content-encoding': 'gzip' }
  const { status } = await server.send('/oauth2/token', { method: 'POST', headers, body: 'not gzip' })
  assert.ok(status === 400 || status === 401 || status === 415)
})

const allowed: Readonly<Record<string, readonly string[]>> = {
  '/oauth2/token': ['POST'],
  '/oauth2/access_token': ['POST'],
  '/oauth2/accesstoken': ['POST'],
  '/oauth/token': ['GET', 'POST'],
  '/oauth2/introspect': ['POST'],
  '/oauth2/revoke': ['POST'],
  '/oauth2/access_tokens/x': ['DELETE'],
  '/oauth2/userinfo': ['GET', 'POST'],
  '/oauth2/jwks': ['GET'],
  '/.well-known/oauth-authorization-server': ['GET'],
  '/.well-known/openid-configuration': ['GET'],
  '/oauth2/authorize': ['GET', 'POST'],
  '/login': ['GET', 'POST'],
  '/consent': ['POST'],
  '/logout': ['GET', 'POST'],
  '/reset': ['GET', 'POST'],
  '/v1/structures': ['GET'],
  '/v1/structures/x': ['GET', 'PATCH'],
  '/v1/devices/x': ['GET', 'PATCH'],
  '/api/v1/systems': ['GET'],
}

for (const [path, methods] of Object.entries(allowed)) {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
    if (methods.includes(method)) continue
    test(`${method} ${path} is 405 and says what is allowed`, async () => {
      const { status, headers } = await server.send(path, { method, headers: { accept: 'application/json' } })
      assert.equal(status, 405)
      const allow = (headers.get('allow') ?? '').split(/, */)
      for (const one of methods) assert.ok(allow.includes(one), `Allow: ${allow}`)
      assert.ok(!allow.includes(method), `Allow: ${allow}`)
    })
  }
}

test('HEAD asks for no token', async () => {
  for (const path of ['/oauth2/token', '/oauth/token']) {
    const authorization = `Basic ${btoa(`gogox:${secretOf('gogox')}`)}`
    const { status, headers } = await server.send(path, { method: 'HEAD', headers: { authorization } })
    assert.equal(status, 405)
    assert.ok(headers.has('allow'))
  }
})

const unknown = [
  '/no-such-path',
  '/oauth2',
  '/oauth2/',
  '/oauth2/token/',
  '/oauth2/token/x',
  '//oauth2/token',
  '/OAUTH2/TOKEN',
  '/oauth2/access_tokens',
  '/oauth2/access_tokens/x/y',
  '/v1',
  '/v1/',
  '/v1/structures/',
  '/v1/devices/x/y',
  '/api/v1/nowhere',
  '/assets/no-such-file.css',
  '/assets/../package.json',
  '/assets/%2e%2e/package.json',
  '/assets/..%2fpackage.json',
  '/assets/%00',
  '/%00',
  '/%ff%fe',
  '/%',
  '/%ZZ',
  '/%ED%A0%80',
  '/.well-known/',
  '/.env',
  '/constructor',
  '/__proto__',
  `/${'x'.repeat(4_000)}`,
]

for (const path of unknown) {
  test(`${path.slice(0, 40)} is not found, for programs and people`, async () => {
    for (const accept of ['application/json', 'text/html']) {
      for (const method of ['GET', 'POST']) {
        const { status, text } = await raw(`${method} ${path} HTTP/1.1\r\nAccept: ${accept}\r\n`)
        assert.ok([400, 401, 404].includes(status), `${method} ${status} ${text}`)
        assert.match(text, /[a-z]+ [a-z]+/)
      }
    }
  })
}

/** Speaks HTTP by hand, because clients tidy up what they send. */
async function raw(head: string, body = '') {
  const socket = connect(server.running.port, '127.0.0.1')
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`
  socket.write(`${head}Host: localhost\r\nConnection: close\r\n${body === '' ? '' : length}\r\n${body}`)
  const answer = await text(socket)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]), text: answer }
}

test('broken HTTP is refused, and the server goes on', async () => {
  const broken = [
    'GET\r\n',
    'POST /oauth2/token HTTP/9.9\r\n',
    'POST /oauth2/token HTTP/1.1\r\nContent-Length: x\r\n',
    'POST /oauth2/token HTTP/1.1\r\nContent-Length: -1\r\n',
    'POST /oauth2/token HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n',
    'POST /oauth2/token HTTP/1.1\r\nA B: c\r\n',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n`,
    `GET / HTTP/1.1\r\nCookie: ${'x'.repeat(20_000)}\r\n`,
    'GET http://evil.example/ HTTP/1.1\r\n',
    'OPTIONS * HTTP/1.1\r\n',
    'CONNECT evil.example:80 HTTP/1.1\r\n',
  ]
  for (const head of broken) {
    const { status, text } = await raw(head)
    assert.ok(Number.isNaN(status) || status < 500, `${head.slice(0, 60)}: ${text}`)
  }
  assert.equal((await server.get('/healthz')).status, 200)
})

test('a client that goes away in the middle of a body does no harm', async () => {
  for (const path of posts) {
    const socket = connect(server.running.port, '127.0.0.1')
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${form['content-type']}\r\nContent-Length: 500\r\n\r\na=b`,
    )
    await new Promise((resolve) => setTimeout(resolve, 20))
    socket.destroy()
  }
  assert.equal(
    (await server.send('/oauth2/token', { method: 'POST', headers: form, body: good })).status,
    200,
  )
})
