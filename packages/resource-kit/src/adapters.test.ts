import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask, createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import express from 'express'
import { fastify } from 'fastify'
import type { Access } from './access.ts'
import * as forExpress from './express.ts'
import * as forFastify from './fastify.ts'
import * as forNode from './node.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

// What Node's own requests do differently from those of the web; the packed kit's test tells the rest of each framework's story.

const access: Access = { subject: 'anna', clientId: 'app', scope: [], homes: [], expiresAt: 2e9 }

function verify(token: string): Access | undefined {
  if (token === 'down') throw new VerificationUnavailable('lost')
  if (token === 'broken') throw new Error('a fault')
  const certified = { ...access, confirmation: { 'x5t#S256': 'c'.repeat(43) } }
  return { good: access, certified }[token]
}

const gate = { verify, realm: 'lamps', certificateThumbprint: () => 'c'.repeat(43) }
const subjectOf = (request: object) => forExpress.tokenOf(request).access.subject

function nodeListener(): RequestListener {
  const check = forNode.requireToken(gate)
  return (request, response) => {
    if (request.url === '/open') return void response.writeHead(500).end()
    check(request, response).then(
      (token) => token !== undefined && response.end(token.access.subject),
      () => response.writeHead(500).end(),
    )
  }
}

function expressListener(): RequestListener {
  const app = express().set('env', 'test')
  app.get(
    '/lamps',
    forExpress.requireToken(gate),
    (request, response) => void response.end(subjectOf(request)),
  )
  app.get('/open', (request, response) => void response.end(subjectOf(request)))
  app.use((_error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
    response.status(500).end()
  })
  return app
}

async function fastifyListener(): Promise<RequestListener> {
  const app = fastify()
  app.get('/lamps', { preHandler: forFastify.requireToken(gate) }, async (request) => subjectOf(request))
  app.get('/open', async (request) => subjectOf(request))
  await app.ready()
  return (request, response) => app.routing(request, response)
}

const listeners = { node: nodeListener(), express: expressListener(), fastify: await fastifyListener() }

async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener)
  after(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

async function get(port: number, path: string, authorization: readonly string[]) {
  const headers = authorization.length === 0 ? {} : { Authorization: [...authorization] }
  const [response] = await once(ask({ port, path, headers, agent: false }).end(), 'response')
  const body = Buffer.concat(await response.toArray()).toString()
  return { status: response.statusCode, retryAfter: response.headers['retry-after'], body }
}

for (const [name, listener] of Object.entries(listeners)) {
  test(`${name}: one good token passes, and one that is bound to the connection's certificate`, async () => {
    const port = await serve(listener)
    for (const token of ['good', 'certified'])
      assert.deepEqual(await get(port, '/lamps', [`Bearer ${token}`]), {
        status: 200,
        retryAfter: undefined,
        body: 'anna',
      })
    assert.equal((await get(port, '/lamps', [])).status, 401)
  })

  test(`${name}: a second Authorization header is seen and refused`, async () => {
    const port = await serve(listener)
    assert.equal((await get(port, '/lamps', ['Bearer good', 'Bearer good'])).status, 400)
    assert.equal((await get(port, '/lamps', ['Bearer good', 'Basic YTpi'])).status, 400)
  })

  test(`${name}: a server that cannot be asked is 503, another fault is the API's own`, async () => {
    const port = await serve(listener)
    const { status, retryAfter } = await get(port, '/lamps', ['Bearer down'])
    assert.deepEqual([status, retryAfter], [503, '1'])
    assert.equal((await get(port, '/lamps', ['Bearer broken'])).status, 500)
  })

  test(`${name}: a handler that nobody protected serves nobody`, async () => {
    const port = await serve(listener)
    assert.equal((await get(port, '/open', ['Bearer good'])).status, 500)
  })
}
