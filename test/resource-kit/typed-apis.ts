// What programs in TypeScript write with each framework. It is compiled by the tests, against the packed kit.
import { createHash, type X509Certificate } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { type Access, introspectionVerifier, requestChecker, signedVerifier } from '@latchkey/resource-kit'
import * as forExpress from '@latchkey/resource-kit/express'
import * as forFastify from '@latchkey/resource-kit/fastify'
import * as forHono from '@latchkey/resource-kit/hono'
import * as forNode from '@latchkey/resource-kit/node'
import express from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'

const audience = 'https://lamps.example'
const issuer = 'https://auth.example'
const verify = signedVerifier({ issuer, audience, jwksUri: `${issuer}/oauth2/jwks` })
const gate = { verify, realm: 'lamps', needs: ['lamps:read'] }
const metadata = { resource: audience, authorizationServers: [issuer] }

export const honoApp = new Hono<forHono.TokenEnv>()
  .get('/.well-known/oauth-protected-resource', forHono.metadataEndpoint(metadata))
  .get('/lamps', forHono.requireToken(gate), (c) => {
    const { subject }: Access = c.var.access
    return c.json({ subject, mayWrite: c.var.scope.has('lamps:write') })
  })

export const fastifyApp = fastify()
fastifyApp.get('/.well-known/oauth-protected-resource', forFastify.metadataEndpoint(metadata))
fastifyApp.get('/lamps', { onRequest: forFastify.requireToken(gate) }, async (request) => {
  const { access, scope } = forFastify.tokenOf(request)
  return { subject: access.subject, mayWrite: scope.has('lamps:write') }
})

export const expressApp = express()
expressApp.get('/.well-known/oauth-protected-resource', forExpress.metadataEndpoint(metadata))
expressApp.get('/lamps', forExpress.requireToken(gate), (request, response) => {
  response.json({ subject: forExpress.tokenOf(request).access.subject })
})

const thumbprintOf = (certificate: X509Certificate | undefined) =>
  certificate && createHash('sha256').update(certificate.raw).digest('base64url')
const check = forNode.requireToken({
  ...gate,
  certificateThumbprint: ({ socket }: IncomingMessage) =>
    socket instanceof TLSSocket ? thumbprintOf(socket.getPeerX509Certificate()) : undefined,
})
export const nodeServer = createServer(async (request, response) => {
  const token = await check(request, response)
  if (token !== undefined) response.end(token.access.homes.map(({ structure }) => structure).join())
})

const sealed = introspectionVerifier({ endpoint: `${issuer}/x`, clientId: 'a', clientSecret: 'b', audience })
export const outcome = requestChecker({ verify: sealed, realm: 'lamps' })({
  method: 'GET',
  url: '/lamps',
  header: () => undefined,
}).then((told) => ('refusal' in told ? told.status : told.access.subject))
