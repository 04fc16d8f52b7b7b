// The conformance suite as far as these tests play it: a server over TLS with the declaration of docs/certification.md, the keys
// and certificates of the clients there, and an address of the suite's own that the server may call.

import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { setDefaultCACertificates } from 'node:tls'
import type {
  CertificateMaker,
  Issued,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { freePort } from '../free-port.ts'
import { type MtlsServer, serverExtensions, startMtlsServer } from '../oidc/mtls-server.ts'
import { type PageClient, type PageDeclaration, pageDeclaration, suiteOnPage } from './page.ts'

export const callback = `${suiteOnPage}/callback`
export const callbackWithQuery = `${callback}?dummy1=lorem&dummy2=ipsum`
export const tester = { email: 'tester@example.com', password: 'the password of the tester' } as const

export interface Suite extends MtlsServer {
  readonly declaration: PageDeclaration
  readonly host: SuiteHost
  /** A client of the page, with what only the suite has of it. */
  client(clientId: string): SuiteClient
}

export interface SuiteClient extends PageClient {
  /** By which it signs assertions and request objects. */
  readonly key: KeyObject | undefined
  readonly certificate: Issued | undefined
}

/** What the server finds at the suite's own address. */
export interface SuiteHost {
  readonly origin: string
  /** What is answered, by path; 404 for others. */
  readonly documents: Map<string, { readonly type: string; readonly body: string }>
  /** What was posted there. */
  readonly posts: { readonly path: string; readonly type: string; readonly body: string }[]
}

export async function startSuite(): Promise<Suite> {
  const port = await freePort()
  const secrets = makeSecrets()
  let declaration: PageDeclaration | undefined
  const server = await startMtlsServer({
    env: { LATCHKEY_OUTBOUND_ALLOW: `localhost:${port}` },
    definition: (maker, authority) => {
      declaration = pageDeclaration((what) => secrets.fill(what, maker, authority))
      return atHost(declaration, `https://localhost:${port}`)
    },
  })
  // From here on fetch believes this authority, and no other.
  setDefaultCACertificates([server.authority.cert])
  const host = await openHost(server, port)
  const declared = declaration ?? assert.fail()
  return {
    ...server,
    declaration: declared,
    host,
    client: (clientId) => {
      const client = declared.clients.find((one) => one.clientId === clientId)
      const { keys, certificates } = secrets
      return {
        ...(client ?? assert.fail(clientId)),
        key: keys.get(clientId),
        certificate: certificates.get(clientId),
      }
    },
    end: async () => {
      host.close()
      await server.end()
    },
  }
}

/** What the back channel calls is at the address that listens; people are sent to the address of the page. */
function atHost(declaration: PageDeclaration, origin: string): object {
  return JSON.parse(JSON.stringify(declaration), (name, value: unknown) =>
    name === 'backchannelLogoutUri' && typeof value === 'string' ? origin + new URL(value).pathname : value,
  )
}

interface Secrets {
  readonly keys: Map<string, KeyObject>
  readonly certificates: Map<string, Issued>
  fill(what: string, maker: CertificateMaker, authority: Issued): unknown
}

/** A client that signs has a certificate too, to which its tokens may be bound. */
function makeSecrets(): Secrets {
  const keys = new Map<string, KeyObject>()
  const certificates = new Map<string, Issued>()
  const fill: Secrets['fill'] = (what, maker, authority) => {
    const [, kind, clientId = ''] = /^(.*) of (?:the )?([a-z0-9-]+)$/.exec(what) ?? assert.fail(what)
    if (kind === 'password') return tester.password
    if (kind === 'secret') return secretOf(clientId)
    const isIssued = kind === 'subject of the certificate'
    const subject = `/CN=${clientId}`
    const certificate = isIssued ? maker.issue(authority, { subject }) : maker.selfSigned({ subject })
    certificates.set(clientId, certificate)
    if (isIssued) return `CN=${clientId}`
    if (kind === 'public key') return newPublicJwk(keys, clientId)
    assert.equal(kind, 'public key of the certificate')
    return certificate.certificate.publicKey.export({ format: 'jwk' })
  }
  return { keys, certificates, fill }
}

export function secretOf(clientId: string): string {
  return `the long secret of ${clientId}`
}

/** Every second client signs by PS256, the others by ES256. */
export function algorithmOf(clientId: string): 'ES256' | 'PS256' {
  return clientId.endsWith('-2') ? 'PS256' : 'ES256'
}

function newPublicJwk(keys: Map<string, KeyObject>, clientId: string): object {
  const alg = algorithmOf(clientId)
  const { privateKey, publicKey } =
    alg === 'PS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  keys.set(clientId, privateKey)
  return { ...publicKey.export({ format: 'jwk' }), kid: clientId, alg, use: 'sig' }
}

async function openHost(
  { maker, authority }: MtlsServer,
  port: number,
): Promise<SuiteHost & { close(): void }> {
  const documents: SuiteHost['documents'] = new Map()
  const posts: SuiteHost['posts'] = []
  const { cert, key } = maker.issue(authority, { subject: '/CN=suite', extensions: serverExtensions })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url: path = '', method, headers } = request
    let body = ''
    for await (const chunk of request) body += chunk
    if (method === 'POST') posts.push({ path, type: headers['content-type'] ?? '', body })
    const found = documents.get(path)
    response.writeHead(found !== undefined || method === 'POST' ? 200 : 404, {
      'content-type': found?.type ?? 'text/plain',
    })
    response.end(found?.body)
  }
  const host = createServer({ cert, key }, (request, response) => void answer(request, response)).listen(
    port,
    '127.0.0.1',
  )
  await once(host, 'listening')
  const close = () => {
    host.closeAllConnections()
    host.close()
  }
  return { origin: `https://localhost:${port}`, documents, posts, close }
}
