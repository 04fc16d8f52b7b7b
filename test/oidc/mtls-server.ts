import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { newMasterKeyText } from '../../apps/auth-server/src/keys/master-key.ts'
import {
  authorityExtensions,
  type CertificateMaker,
  type Issued,
  makeCertificates,
  type Wanted,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

/** A server that asks for certificates on a port of its own, and who makes certificates for it and its clients. */
export interface MtlsServer {
  readonly maker: CertificateMaker
  /** The authority of server and clients, which stands in LATCHKEY_TRUSTED_CA. */
  readonly authority: Issued
  readonly running: RunningLatchkey
  readonly port: number
  readonly mtlsPort: number
  readonly issuer: string
  readonly mtlsIssuer: string
  /** Asks at the port of certificates, with this one if any; the server's certificate is verified. */
  ask(path: string, how?: Ask): Promise<TlsAnswer>
  end(): Promise<void>
}

export interface Ask {
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly client?: Pick<Issued, 'cert' | 'key'> | undefined
  readonly port?: number
  readonly agent?: Agent
}

export interface TlsAnswer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

export const serverExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  'subjectAltName=DNS:localhost,IP:127.0.0.1',
]

export interface MtlsStart {
  /** Made from the certificates that clients will have. */
  readonly definition?: (maker: CertificateMaker, authority: Issued) => object
  readonly newKey?: Wanted['newKey']
  readonly env?: Readonly<Record<string, string>>
}

export async function startMtlsServer({ definition, newKey, env = {} }: MtlsStart = {}): Promise<MtlsServer> {
  const maker = makeCertificates()
  const authority = maker.selfSigned({ subject: '/CN=test authority', extensions: authorityExtensions })
  const server = maker.issue(authority, {
    subject: '/CN=localhost',
    extensions: serverExtensions,
    ...(newKey && { newKey }),
  })
  const [port, mtlsPort] = [await freePort(), await freePort()]
  const masterKeyFile = join(maker.folder, 'master.key')
  writeFileSync(masterKeyFile, newMasterKeyText(), { mode: 0o600 })
  const issuer = `https://localhost:${port}`
  const running = await startLatchkey({
    port,
    ...(definition && { definition: definition(maker, authority) }),
    env: {
      LATCHKEY_ISSUER: issuer,
      LATCHKEY_TLS_CERT_FILE: server.certFile,
      LATCHKEY_TLS_KEY_FILE: server.keyFile,
      LATCHKEY_MASTER_KEY_FILE: masterKeyFile,
      LATCHKEY_MTLS_PORT: String(mtlsPort),
      LATCHKEY_TRUSTED_CA: authority.certFile,
      ...env,
    },
  })
  const mtlsIssuer = `https://localhost:${mtlsPort}`
  return {
    ...{ maker, authority, running, port, mtlsPort, issuer, mtlsIssuer },
    ask: (path, how = {}) => askOverTls(path, { port: mtlsPort, ...how }, authority.cert),
    end: async () => {
      await running.end()
      maker.end()
    },
  }
}

/** One request over TLS, on a connection of its own unless it brings an agent. */
export async function askOverTls(path: string, how: Ask, ca: string): Promise<TlsAnswer> {
  const {
    form,
    headers = {},
    client,
    port,
    agent = new Agent({ keepAlive: false, maxCachedSessions: 0 }),
  } = how
  const identity = client && { cert: client.cert, key: client.key }
  const body = form && new URLSearchParams(form).toString()
  const sent = request({
    ...{ host: 'localhost', port, path, ca, agent, ...identity },
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    timeout: 10_000,
  })
  sent.on('timeout', () => sent.destroy(new Error(`no answer from ${path}`)))
  sent.end(body)
  const [response] = await once(sent, 'response')
  const answer = await text(response)
  return { status: response.statusCode, headers: response.headers, text: answer, json: objectOf(answer) }
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(body) }
  } catch {
    return {}
  }
}
