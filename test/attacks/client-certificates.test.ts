import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { SignJWT } from 'jose'
import {
  authorityExtensions,
  type Issued,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { certificateFor, type MtlsHolders, mtlsDefinition, startHoldersServer } from '../oidc/mtls-clients.ts'
import type { Ask, MtlsServer, TlsAnswer } from '../oidc/mtls-server.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { setTrap } from './trap.ts'

// One who has no certificate of a client's, or an own one of the same authority, and wants to be that client.

let server: MtlsServer
let holders: MtlsHolders
before(async () => {
  // Every test comes from here: nothing may hang on that while the server asks for certificates itself.
  ;({ server, holders } = await startHoldersServer({ LATCHKEY_TRUSTED_PROXIES: '127.0.0.0/8' }))
})
after(() => server.end())

function token(clientId: string, client: Ask['client'], how: Ask = {}, more: Record<string, string> = {}) {
  const form = { grant_type: 'client_credentials', client_id: clientId, ...more }
  return server.ask('/oauth2/token', { form, client, ...how })
}

function assertRefused({ status, json, text: said }: Pick<TlsAnswer, 'status' | 'json' | 'text'>): void {
  assert.deepEqual([status, json.error], [401, 'invalid_client'], said)
}

/** Refused for its name alone: an authority of ours has issued the certificate. */
function assertMisnamed({ json, text: said }: TlsAnswer): void {
  assert.match(String(json.error_description), /does not have the name that the client registered/, said)
}

/** As proxies of all kinds write it. */
function forgeries({ cert, certificate }: Issued): readonly Readonly<Record<string, string>>[] {
  const bytes = `:${certificate.raw.toString('base64')}:`
  const escaped = encodeURIComponent(cert)
  return [
    { 'client-cert': bytes },
    { 'client-cert': escaped },
    { 'client-cert': bytes, 'client-cert-chain': bytes },
    {
      'ssl-client-cert': escaped,
      'x-ssl-client-cert': escaped,
      'x-ssl-cert': escaped,
      'x-client-cert': escaped,
    },
    { 'x-forwarded-client-cert': `Cert="${escaped}"`, 'x-forwarded-tls-client-cert': escaped },
    { 'ssl-client-verify': 'SUCCESS', 'ssl-client-s-dn': 'CN=x', 'x-ssl-client-dn': 'CN=x' },
  ]
}

test('CVE-2024-10039: no header stands for a certificate where the server asks itself', async () => {
  for (const headers of forgeries(holders.named['by-dns']))
    for (const port of [server.mtlsPort, server.port])
      for (const client of port === server.port ? [undefined] : [undefined, holders.stranger])
        assertRefused(await token('by-dns', client, { headers, port }))
  for (const headers of forgeries(holders.selfSigned))
    assertRefused(await token('self-signed', undefined, { headers }))
})

test('CVE-2024-10039: nor where nobody asks, though a proxy is known for addresses', async () => {
  const definition = mtlsDefinition(holders)
  const plain = await startLatchkey({ definition, env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' } })
  try {
    for (const headers of forgeries(holders.selfSigned)) {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'self-signed' })
      const sent = request(`${plain.issuer}/oauth2/token`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      })
      sent.end(String(body))
      const response = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>(
        (resolve, reject) => {
          sent.on('response', resolve).on('error', reject)
        },
      )
      const said = await text(response)
      assertRefused({ status: response.statusCode ?? 0, json: JSON.parse(said), text: said })
    }
  } finally {
    await plain.end()
  }
})

test('CVE-2023-2422: the certificate is the one whose key was proven, whatever else was sent along', async () => {
  const { maker, authority } = server
  const own = maker.issue(authority)
  const victim = holders.named['by-dns']
  for (const chain of [[victim], [authority, victim], [victim, authority], [victim, own]]) {
    const cert = [own, ...chain].map((one) => one.cert).join('')
    assertRefused(await token('by-dns', { key: own.key, cert }))
    assertRefused(await token('self-signed', { key: own.key, cert: own.cert + holders.selfSigned.cert }))
  }
})

test('CVE-2023-2422: a client is no authority for another', async () => {
  const { maker, authority } = server
  const own = maker.issue(authority)
  const forged = certificateFor(maker, own, 'by-dns')
  assertRefused(await token('by-dns', { key: forged.key, cert: forged.cert + own.cert }))
  const named = maker.selfSigned({ subject: '/CN=test authority', extensions: authorityExtensions })
  const twin = certificateFor(maker, named, 'by-dns')
  assertRefused(await token('by-dns', { key: twin.key, cert: twin.cert + named.cert }))
  assertRefused(await token('by-dns', { key: twin.key, cert: twin.cert + authority.cert }))
})

const leaf = ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=clientAuth']

test('CVE-2021-44533: a value that reads like several parts of a name is one', async () => {
  const { maker, authority } = server
  const subjects = [
    '/CN=hub,OU=A\\, B+UID=7,O=Acme Häuser,C=SE',
    '/C=SE/O=Acme Häuser/CN=hub, OU=A\\, B + UID=7',
    '/C=SE/O=Acme Häuser\nOU=A, B\nUID=7\nCN=hub',
    '/C=SE/O=Acme Häuser/OU=A, B/UID=7/CN=hub',
    '/O=Acme Häuser/C=SE/OU=A, B+UID=7/CN=hub',
    '/C=SE/O=Acme Häuser/OU=A, B+UID=7/CN=hub/CN=hub',
    '/C=SE/O=Acme Häuser/OU=A, B+UID=7/CN=hub\\\\00',
  ]
  for (const subject of subjects)
    assertMisnamed(await token('by-subject', maker.issue(authority, { subject })))
})

test('CVE-2021-44532: an alternative name that reads like several is one', async () => {
  const { maker, authority } = server
  const sections = (...names: string[]) => [...leaf, 'subjectAltName=@names', '[names]', ...names]
  const injected = [
    sections('URI.1=http://a/, DNS:hub.example.com'),
    sections('email.1=a, DNS:hub.example.com'),
    sections('DNS.1=a, DNS:hub.example.com'),
    sections('DNS.1=hub.example.com.'),
    sections('DNS.1=*.example.com'),
    sections('URI.1=hub.example.com', 'email.1=hub.example.com'),
  ]
  for (const extensions of injected)
    assertMisnamed(await token('by-dns', maker.issue(authority, { extensions })))
})

test('a name with a NUL in it does not end there', async () => {
  const { maker, authority } = server
  // GeneralNames with one dNSName: hub.example.com, a NUL, .evil.example
  const name = Buffer.from('hub.example.com\0.evil.example')
  const inner = Buffer.concat([Buffer.from([0x82, name.length]), name])
  const der = Buffer.concat([Buffer.from([0x30, inner.length]), inner])
    .toString('hex')
    .match(/../g)
    ?.join(':')
  const client = maker.issue(authority, { extensions: [...leaf, `subjectAltName=DER:${der}`] })
  assertMisnamed(await token('by-dns', client))
})

test('nothing that a certificate names is called', async () => {
  const { maker, authority } = server
  const trap = await setTrap((_request, response) => response.end())
  const address = `http://127.0.0.1:${trap.port}/x`
  const extensions = [
    ...leaf,
    `authorityInfoAccess=OCSP;URI:${address},caIssuers;URI:${address}`,
    `crlDistributionPoints=URI:${address}`,
    'subjectAltName=DNS:hub.example.com',
  ]
  const unknown = maker.selfSigned({ subject: '/CN=unknown', extensions: authorityExtensions })
  const [known, stranger] = await Promise.all(
    [authority, unknown].map((issuer) => token('by-dns', maker.issue(issuer, { extensions }))),
  )
  const calls = trap.connections()
  await trap.end()
  assert.deepEqual([known?.status, stranger?.status, calls], [200, 401, 0])
})

test('who authenticates by certificate is at no endpoint and for no grant known by name alone', async () => {
  const grants = ['authorization_code', 'refresh_token', 'client_credentials']
  for (const clientId of ['by-dns', 'self-signed']) {
    for (const client of [undefined, holders.stranger]) {
      for (const grant_type of grants)
        assertRefused(await token(clientId, client, {}, { grant_type, code: 'x', refresh_token: 'x' }))
      for (const path of ['introspect', 'revoke', 'par'])
        assertRefused(
          await server.ask(`/oauth2/${path}`, { form: { client_id: clientId, token: 'x' }, client }),
        )
    }
  }
})

test('a registered key proves nothing by another method', async () => {
  const { issuer } = server
  const claims = { iss: 'self-signed', sub: 'self-signed', aud: issuer, jti: 'once' }
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setExpirationTime('1m')
    .sign(createPrivateKey(holders.selfSigned.key))
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const sent = { client_assertion_type: type, client_assertion: assertion }
  for (const client of [undefined, holders.stranger, holders.selfSigned])
    assertRefused(await token('self-signed', client, {}, sent))
})
