import assert from 'node:assert/strict'
import { createPrivateKey, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { SignJWT } from 'jose'
import { thumbprintOf } from '../../apps/auth-server/src/sender-constraint/certificate-confirmation.ts'
import {
  authorityExtensions,
  type Issued,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { secretOf } from '../definition.ts'
import { certificateFor, type MtlsHolders, namedClients, startHoldersServer } from './mtls-clients.ts'
import type { Ask, MtlsServer, TlsAnswer } from './mtls-server.ts'

let server: MtlsServer
let holders: MtlsHolders
before(async () => {
  ;({ server, holders } = await startHoldersServer())
})
after(() => server.end())

function token(
  clientId: string | undefined,
  client: Ask['client'],
  more: Record<string, string> = {},
  how: Ask = {},
) {
  const name = clientId === undefined ? {} : { client_id: clientId }
  const form = { grant_type: 'client_credentials', ...name, ...more }
  return server.ask('/oauth2/token', { form, client, ...how })
}

async function tokenOf(clientId: string, client: Ask['client'], more = {}): Promise<string> {
  const answer = await token(clientId, client, more)
  assert.equal(answer.status, 200, answer.text)
  return String(answer.json.access_token)
}

function assertRefused(answer: TlsAnswer, says: RegExp, error = 'invalid_client'): void {
  assert.equal(answer.json.error, error, answer.text)
  assert.equal(answer.status, error === 'invalid_client' ? 401 : 400)
  assert.match(String(answer.json.error_description), says)
}

const refused = /^The client certificate is refused: /

test('the metadata name the port of certificates; the issuer stays what it is', async () => {
  for (const name of ['openid-configuration', 'oauth-authorization-server'])
    for (const port of [server.port, server.mtlsPort]) {
      const { json } = await server.ask(`/.well-known/${name}`, { port })
      assert.equal(json.issuer, server.issuer)
      assert.equal(json.token_endpoint, `${server.issuer}/oauth2/token`)
      assert.equal(json.tls_client_certificate_bound_access_tokens, true)
      assert.deepEqual(json.mtls_endpoint_aliases, {
        token_endpoint: `${server.mtlsIssuer}/oauth2/token`,
        introspection_endpoint: `${server.mtlsIssuer}/oauth2/introspect`,
        revocation_endpoint: `${server.mtlsIssuer}/oauth2/revoke`,
        pushed_authorization_request_endpoint: `${server.mtlsIssuer}/oauth2/par`,
        userinfo_endpoint: `${server.mtlsIssuer}/oauth2/userinfo`,
      })
      for (const method of ['tls_client_auth', 'self_signed_tls_client_auth'])
        assert.ok((json.token_endpoint_auth_methods_supported as string[]).includes(method))
    }
})

for (const clientId of namedClients) {
  test(`tls_client_auth ${clientId}: the registered name, of the right authority, now, and nothing else`, async () => {
    const { maker, authority } = server
    const right = holders.named[clientId]
    assert.equal(typeof (await tokenOf(clientId, right)), 'string')
    const other = holders.named[clientId === 'by-dns' ? 'by-uri' : 'by-dns']
    assertRefused(await token(clientId, other), /does not have the name that the client registered/)
    const impostor = maker.selfSigned({ subject: '/CN=test authority', extensions: authorityExtensions })
    assertRefused(
      await token(clientId, certificateFor(maker, impostor, clientId)),
      /no authority .* has issued it/,
    )
    assertRefused(
      await token(clientId, certificateFor(maker, undefined, clientId)),
      /no authority .* has issued it/,
    )
    const expired = certificateFor(maker, authority, clientId, { isExpired: true })
    assertRefused(await token(clientId, expired), /not valid at this time/)
    assertRefused(
      await token(clientId, undefined),
      /none was sent; send it to an address under mtls_endpoint_aliases/,
    )
    assertRefused(await token(clientId, right, {}, { port: server.port }), /none was sent/)
  })
}

test('tls_client_auth: authorities in between have to be sent along', async () => {
  const { maker, authority } = server
  const middle = maker.issue(authority, { subject: '/CN=middle', extensions: authorityExtensions })
  const lower = maker.issue(middle, { subject: '/CN=lower', extensions: authorityExtensions })
  const client = certificateFor(maker, lower, 'by-dns')
  const withChain = { key: client.key, cert: client.cert + lower.cert + middle.cert }
  for (let count = 0; count < 3; count++) await tokenOf('by-dns', withChain)
  assertRefused(await token('by-dns', client), /no authority .* has issued it/)
  assertRefused(await token('by-dns', { key: client.key, cert: client.cert + middle.cert }), /no authority/)
})

test('self_signed_tls_client_auth: the registered key, whatever its certificate says of itself', async () => {
  const { maker, authority } = server
  await tokenOf('self-signed', holders.selfSigned)
  await tokenOf('self-signed', holders.expiredSelfSigned)
  await tokenOf('unbound', holders.selfSigned)
  for (const other of [holders.stranger, maker.issue(authority), holders.named['by-dns']])
    assertRefused(await token('self-signed', other), /its key is none that the client registered/)
  assertRefused(
    await token('unbound', holders.expiredSelfSigned),
    /its key is none that the client registered/,
  )
  assertRefused(await token('self-signed', undefined), /none was sent/)
  assertRefused(await token('self-signed', holders.selfSigned, {}, { port: server.port }), /none was sent/)
})

test('a certificate is no name: client_id says who it is, and each client has one method', async () => {
  assertRefused(await token(undefined, holders.selfSigned), /no client id was sent/)
  assertRefused(await token('by-dns', holders.selfSigned), refused)
  assertRefused(await token('self-signed', holders.named['by-dns']), refused)
  assertRefused(await token('standard', holders.selfSigned), /authenticates by .*, not by none/)
  const secret = { client_secret: secretOf('self-signed') }
  assertRefused(
    await token('self-signed', holders.selfSigned, secret),
    /authenticates by self_signed_tls_client_auth, not/,
  )
  const basic = Buffer.from('self-signed:x').toString('base64')
  const headers = { authorization: `Basic ${basic}` }
  assertRefused(
    await token('self-signed', holders.selfSigned, {}, { headers }),
    /authenticates by self_signed/,
  )
  // A certificate beside another method is only sent along.
  const kept = await token('standard', holders.stranger, { client_secret: secretOf('standard') })
  assert.equal(kept.status, 200, kept.text)
})

test('every endpoint where clients authenticate knows certificates', async () => {
  const { selfSigned, stranger } = holders
  const accessToken = await tokenOf('self-signed', selfSigned)
  const introspect = { form: { client_id: 'self-signed', token: accessToken } }
  const said = await server.ask('/oauth2/introspect', { ...introspect, client: selfSigned })
  assert.equal(said.json.active, true, said.text)
  assert.deepEqual(said.json.cnf, { 'x5t#S256': thumbprintOf(selfSigned.certificate) })
  assertRefused(await server.ask('/oauth2/introspect', { ...introspect, client: stranger }), refused)
  const pushed = {
    response_type: 'code',
    client_id: 'self-signed',
    redirect_uri: 'https://app.example.com/callback',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  assertRefused(await server.ask('/oauth2/par', { form: pushed, client: stranger }), refused)
  assert.equal((await server.ask('/oauth2/par', { form: pushed, client: selfSigned })).status, 201)
  assertRefused(await server.ask('/oauth2/revoke', { ...introspect, client: stranger }), refused)
  assert.equal((await server.ask('/oauth2/revoke', { ...introspect, client: selfSigned })).status, 200)
  assert.deepEqual((await server.ask('/oauth2/introspect', { ...introspect, client: selfSigned })).json, {
    active: false,
  })
})

/** A read at the device API. */
function read(accessToken: string, client: Ask['client'], port = server.mtlsPort): Promise<TlsAnswer> {
  return server.ask('/v1/structures', { headers: { authorization: `Bearer ${accessToken}` }, client, port })
}

test('a bound token is good at the device API with its certificate alone', async () => {
  const holder = holders.named['by-dns']
  const accessToken = await tokenOf('by-dns', holder)
  assert.equal((await read(accessToken, holder)).status, 200)
  const renewed = certificateFor(server.maker, server.authority, 'by-dns')
  const attempts: readonly (readonly [Issued | undefined, number])[] = [
    [renewed, server.mtlsPort],
    [holders.stranger, server.mtlsPort],
    [undefined, server.mtlsPort],
    [undefined, server.port],
    [holder, server.port],
  ]
  for (const [client, port] of attempts) {
    const { status, headers } = await read(accessToken, client, port)
    assert.equal(status, 401)
    assert.match(String(headers['www-authenticate']), /error="invalid_token"/)
  }
})

test('tokens are bound for who registered so, by any method; for others never', async () => {
  const secret = { client_secret: secretOf('secret-and-bound') }
  const bound = await tokenOf('secret-and-bound', holders.stranger, secret)
  assert.equal((await read(bound, holders.stranger)).status, 200)
  assert.equal((await read(bound, holders.selfSigned)).status, 401)
  assertRefused(
    await token('secret-and-bound', undefined, secret),
    /bound to its certificate/,
    'invalid_request',
  )
  const unbound = await tokenOf('unbound', holders.selfSigned)
  for (const client of [undefined, holders.stranger]) assert.equal((await read(unbound, client)).status, 200)
  assert.equal((await read(unbound, undefined, server.port)).status, 200)
})

test('private_key_jwt at an alias: its address is a good audience, but for fapi2 only the issuer is', async () => {
  const { issuer, mtlsIssuer } = server
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const send = async (clientId: string, aud: string, client: Ask['client']) => {
    const assertion = new SignJWT({ iss: clientId, sub: clientId, aud, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(createPrivateKey(holders.selfSigned.key))
    const sent = { client_assertion_type: type, client_assertion: await assertion }
    return server.ask('/oauth2/token', { form: { grant_type: 'client_credentials', ...sent }, client })
  }
  for (const clientId of ['signing-default', 'signing-fapi2']) {
    for (const [aud, isGood] of [
      [issuer, true],
      [`${mtlsIssuer}/oauth2/token`, clientId === 'signing-default'],
      [`${issuer}/oauth2/token`, clientId === 'signing-default'],
      [mtlsIssuer, false],
    ] as const) {
      const answer = await send(clientId, aud, holders.stranger)
      assert.equal(answer.status, isGood ? 200 : 401, `${clientId} ${aud}: ${answer.text}`)
    }
    const { json } = await send(clientId, issuer, holders.stranger)
    assert.equal((await read(String(json.access_token), holders.stranger)).status, 200)
    assert.equal((await read(String(json.access_token), holders.selfSigned)).status, 401)
    assertRefused(await send(clientId, issuer, undefined), /bound to its certificate/, 'invalid_request')
  }
})
