import assert from 'node:assert/strict'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { anna } from '../definition.ts'
import { type MtlsServer, startMtlsServer } from '../oidc/mtls-server.ts'
import { postedFields } from '../oidc/posted-fields.ts'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'
import {
  type Certificates,
  type Keys,
  keysOf,
  libraryDefinition,
  makeClientCertificates,
  makePairs,
} from './library-apps.ts'

/** A server over TLS, which this process trusts by its authority alone, with a second port that asks for certificates. */
export interface LibraryWorld {
  readonly issuer: URL
  readonly server: MtlsServer
  readonly keys: Keys
  readonly certificates: Certificates
  end(): Promise<void>
}

export async function startLibraryWorld(): Promise<LibraryWorld> {
  const pairs = await makePairs()
  let certificates: Certificates | undefined
  const server = await startMtlsServer({
    definition: (maker, authority) => {
      certificates = makeClientCertificates(maker, authority)
      return libraryDefinition(pairs, certificates)
    },
  })
  setDefaultCACertificates([...getCACertificates(), server.authority.cert])
  return {
    issuer: new URL(server.issuer),
    server,
    keys: keysOf(pairs),
    certificates: certificates ?? assert.fail(),
    end: () => server.end(),
  }
}

/** Where the browser of a person who signs in and answers is sent; with a posted answer, the request that the browser makes. */
export async function answerOf(
  url: URL,
  decision: 'accept' | 'deny' = 'accept',
  visitor: Visitor = newVisitor(url.origin),
): Promise<URL | Request> {
  const { location, page } = await allow(visitor, url.href, anna, decision)
  if (location !== undefined) return new URL(location)
  const { action, fields } = postedFields(page)
  assert.ok(URL.canParse(action), page)
  return new Request(action, { method: 'POST', body: new URLSearchParams(fields) })
}
