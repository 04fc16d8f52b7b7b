// An API of somebody else, as its author writes it with the packed kit: node lamps-api.mjs FRAMEWORK. Plain JavaScript, because
// this is what old versions of Node run.
import { createServer } from 'node:http'
import {
  createProofMemory,
  eitherVerifier,
  introspectionVerifier,
  mayControl,
  resourceMetadataUrl,
  signedVerifier,
} from '@latchkey/resource-kit'

const [, , framework] = process.argv
const { PORT, ISSUER } = process.env
const resource = `http://127.0.0.1:${PORT}`

const verify = eitherVerifier({
  signed: signedVerifier({ issuer: ISSUER, audience: resource, jwksUri: `${ISSUER}/jwks` }),
  sealed: introspectionVerifier({
    endpoint: `${ISSUER}/introspect`,
    clientId: 'lamps-api',
    clientSecret: 'secret',
    audience: resource,
  }),
})
const gate = {
  verify,
  realm: 'lamps',
  hierarchy: { 'lamps:write': ['lamps:read'] },
  resourceMetadata: resourceMetadataUrl(resource),
  dpop: { origins: [resource], memory: createProofMemory() },
}
const reading = { ...gate, needs: ['lamps:read'] }
const writing = { ...gate, needs: ['lamps:write'] }
const metadata = {
  resource,
  authorizationServers: [ISSUER],
  scopes: ['lamps:read', 'lamps:write'],
  dpop: 'accepted',
}
const metadataPath = new URL(resourceMetadataUrl(resource)).pathname

/** What every framework answers alike. */
const lampsOf = ({ access, scope }) => ({ subject: access.subject, scope: [...scope] })
const mayDim = ({ access }, device) => mayControl(access, { structure: 'home', device })

const starts = {
  async node() {
    const { metadataEndpoint, requireToken } = await import('@latchkey/resource-kit/node')
    const [read, write] = [requireToken(reading), requireToken(writing)]
    const describe = metadataEndpoint(metadata)
    const answer = (response, status, body) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, resource)
      if (pathname === metadataPath) return describe(request, response)
      const [, , device] = pathname.split('/')
      const token = await (device === undefined ? read : write)(request, response)
      if (token === undefined) return undefined
      if (device === undefined) return answer(response, 200, lampsOf(token))
      return mayDim(token, device) ? answer(response, 200, { device }) : answer(response, 404, {})
    })
    server.listen(PORT, '127.0.0.1', ready)
  },
  async express() {
    const { default: express } = await import('express')
    const { metadataEndpoint, requireToken, tokenOf } = await import('@latchkey/resource-kit/express')
    const lamps = express.Router()
    lamps.get('/', requireToken(reading), (request, response) => response.json(lampsOf(tokenOf(request))))
    lamps.get('/:device', requireToken(writing), (request, response) => {
      const { device } = request.params
      if (mayDim(tokenOf(request), device)) response.json({ device })
      else response.status(404).json({})
    })
    const app = express().get(metadataPath, metadataEndpoint(metadata)).use('/lamps', lamps)
    app.listen(PORT, '127.0.0.1', ready)
  },
  async fastify() {
    const { default: fastify } = await import('fastify')
    const { metadataEndpoint, requireToken, tokenOf } = await import('@latchkey/resource-kit/fastify')
    const app = fastify()
    app.get(metadataPath, metadataEndpoint(metadata))
    app.get('/lamps', { onRequest: requireToken(reading) }, async (request) => lampsOf(tokenOf(request)))
    app.get('/lamps/:device', { preHandler: requireToken(writing) }, async (request, reply) => {
      const { device } = request.params
      return mayDim(tokenOf(request), device) ? { device } : reply.code(404).send({})
    })
    await app.listen({ port: Number(PORT), host: '127.0.0.1' })
    ready()
  },
  async hono() {
    const [{ Hono }, { serve }] = await Promise.all([import('hono'), import('@hono/node-server')])
    const { metadataEndpoint, requireToken } = await import('@latchkey/resource-kit/hono')
    const app = new Hono()
    app.get(metadataPath, metadataEndpoint(metadata))
    app.get('/lamps', requireToken(reading), (c) => c.json(lampsOf(c.var)))
    app.get('/lamps/:device', requireToken(writing), (c) => {
      const device = c.req.param('device')
      return mayDim(c.var, device) ? c.json({ device }) : c.json({}, 404)
    })
    serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ready)
  },
}

function ready() {
  process.stdout.write(`ready on ${process.version}\n`)
}

await starts[framework]()
