import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { codeChallengeOf } from '@latchkey/protocol'
import { newMasterKeyText } from '../../apps/auth-server/src/keys/master-key.ts'
import {
  authorityExtensions,
  type CertificateMaker,
  type Issued,
  makeCertificates,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { anna, redirectUri } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { verifier } from '../seeded-latchkey.ts'
import { allowedCode, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { certificateFor, type MtlsHolders, makeHolders, mtlsDefinition } from './mtls-clients.ts'
import { type Ask, askOverTls, serverExtensions, type TlsAnswer } from './mtls-server.ts'
import { nginxPath, startNginx } from './nginx.ts'

// A plain http server behind the nginx of docs/operating.md: whoever comes from 127.0.0.1 is its proxy, 127.0.0.2 is a stranger.

interface World {
  readonly maker: CertificateMaker
  readonly authority: Issued
  readonly holders: MtlsHolders
  readonly latchkey: RunningLatchkey
  readonly port: number
  readonly mtlsPort: number
  end(): Promise<void>
}

async function startWorld(): Promise<World> {
  const maker = makeCertificates()
  const authority = maker.selfSigned({ subject: '/CN=test authority', extensions: authorityExtensions })
  const tls = maker.issue(authority, { subject: '/CN=localhost', extensions: serverExtensions })
  const holders = makeHolders(maker, authority)
  const [upstream, port, mtlsPort] = [await freePort(), await freePort(), await freePort()]
  const masterKeyFile = join(maker.folder, 'master.key')
  writeFileSync(masterKeyFile, newMasterKeyText(), { mode: 0o600 })
  const latchkey = await startLatchkey({
    port: upstream,
    definition: mtlsDefinition(holders),
    env: {
      LATCHKEY_ISSUER: `https://localhost:${port}`,
      LATCHKEY_MASTER_KEY_FILE: masterKeyFile,
      LATCHKEY_MTLS_PORT: String(mtlsPort),
      LATCHKEY_TRUSTED_CA: authority.certFile,
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
  const nginx = await startNginx(
    {
      '/etc/latchkey/cert.pem': tls.certFile,
      '/etc/latchkey/key.pem': tls.keyFile,
      'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
      'listen 8444 ssl': `listen 127.0.0.1:${mtlsPort} ssl`,
      'id.example.com': 'localhost',
      '127.0.0.1:8080': `127.0.0.1:${upstream}`,
    },
    [port, mtlsPort],
  )
  const end = async () => {
    await nginx.end()
    await latchkey.end()
    maker.end()
  }
  return { maker, authority, holders, latchkey, port, mtlsPort, end }
}

const missing = 'This machine has no nginx. Install it with: apt-get install nginx-light'
const isLeftOut = nginxPath === undefined && process.env.CI !== 'true'

let world: World
before(async () => {
  if (!isLeftOut) world = await startWorld()
})
after(() => world?.end())

function behindNginx(name: string, story: () => Promise<void>): void {
  test(name, async (t) => {
    if (isLeftOut) t.diagnostic(missing)
    else await story()
  })
}

const form = (clientId: string) => ({ grant_type: 'client_credentials', client_id: clientId })

/** Through nginx, at its port of certificates unless another is named. */
function token(clientId: string, client: Ask['client'], how: Ask = {}): Promise<TlsAnswer> {
  const { mtlsPort, authority } = world
  return askOverTls('/oauth2/token', { form: form(clientId), client, port: mtlsPort, ...how }, authority.cert)
}

type Headers = Readonly<Record<string, string | readonly string[]>>

/** Past nginx, from this address. */
async function direct(localAddress: string, path: string, headers: Headers, body?: string) {
  const sent = request({
    ...{ host: '127.0.0.1', port: world.latchkey.port, path, localAddress, agent: false, timeout: 10_000 },
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
  })
  sent.end(body)
  const response = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject)
  })
  const answer = await text(response)
  return {
    status: response.statusCode,
    text: answer,
    json: { ...JSON.parse(answer) } as Record<string, unknown>,
  }
}

const tokenFrom = (address: string, clientId: string, headers: Headers) =>
  direct(address, '/oauth2/token', headers, String(new URLSearchParams(form(clientId))))

const proxy = '127.0.0.1'
const stranger = '127.0.0.2'
const escaped = ({ cert }: Issued) => encodeURIComponent(cert)
const bytes = ({ certificate }: Issued) => `:${certificate.raw.toString('base64')}:`

behindNginx(
  'both methods get a token through nginx; its metadata name the port of certificates',
  async () => {
    const { holders, port, mtlsPort, authority } = world
    for (const [clientId, holder] of [
      ['by-subject', holders.named['by-subject']],
      ['self-signed', holders.selfSigned],
    ] as const) {
      const { status, text: said } = await token(clientId, holder)
      assert.equal(status, 200, said)
    }
    // What docs/operating.md says of nginx.
    assert.match((await token('self-signed', holders.expiredSelfSigned)).text, /400 Bad Request[\s\S]*nginx/)
    const { json } = await askOverTls('/.well-known/openid-configuration', { port }, authority.cert)
    assert.equal(json.issuer, `https://localhost:${port}`)
    const aliases = json.mtls_endpoint_aliases as Record<string, string>
    assert.equal(aliases.token_endpoint, `https://localhost:${mtlsPort}/oauth2/token`)
  },
)

behindNginx('through nginx, another certificate or none is refused, whatever headers claim', async () => {
  const { holders, port, maker } = world
  const victim = holders.named['by-dns']
  const forged = [
    { 'client-cert': escaped(victim) },
    { 'client-cert': bytes(victim), 'client-cert-chain': bytes(victim) },
  ]
  const impostor = certificateFor(maker, undefined, 'by-dns')
  for (const headers of [{}, ...forged]) {
    for (const client of [undefined, holders.stranger, impostor]) {
      const answer = await token('by-dns', client, { headers })
      assert.equal(answer.json.error, 'invalid_client', answer.text)
    }
    const atMain = await token('by-dns', victim, { headers, port })
    assert.equal(atMain.json.error, 'invalid_client', atMain.text)
    assert.match(String(atMain.json.error_description), /none was sent/)
  }
})

behindNginx('a bound token is good through nginx with its certificate alone', async () => {
  const { holders, authority, mtlsPort } = world
  const accessToken = (await token('by-dns', holders.named['by-dns'])).json.access_token
  const headers = { authorization: `Bearer ${accessToken}` }
  const read = (client: Ask['client']) =>
    askOverTls('/v1/structures', { headers, client, port: mtlsPort }, authority.cert)
  assert.equal((await read(holders.named['by-dns'])).status, 200)
  for (const client of [holders.named['by-uri'], undefined]) assert.equal((await read(client)).status, 401)
})

behindNginx('the headers of a stranger are dropped, right or wrong', async () => {
  const victim = world.holders.named['by-dns']
  const forged = [escaped(victim), bytes(victim), 'broken', '%', ':AAAA:']
  for (const header of forged)
    for (const more of [{}, { 'x-forwarded-for': proxy, forwarded: `for=${proxy}`, 'x-real-ip': proxy }]) {
      const { status, json } = await tokenFrom(stranger, 'by-dns', { 'client-cert': header, ...more })
      assert.equal(status, 401)
      assert.match(String(json.error_description), /none was sent/)
    }
})

behindNginx('a proxy may forward as RFC 9440 says, with the authorities in between', async () => {
  const { holders, maker, authority } = world
  const middle = maker.issue(authority, { subject: '/CN=middle', extensions: authorityExtensions })
  const lower = maker.issue(middle, { subject: '/CN=lower', extensions: authorityExtensions })
  const client = certificateFor(maker, lower, 'by-dns')
  const chain = { 'client-cert-chain': `${bytes(lower)}, ${bytes(middle)}` }
  assert.equal(
    (await tokenFrom(proxy, 'by-dns', { 'client-cert': bytes(holders.named['by-dns']) })).status,
    200,
  )
  assert.equal((await tokenFrom(proxy, 'by-dns', { 'client-cert': bytes(client), ...chain })).status, 200)
  const twice = { 'client-cert': bytes(client), 'client-cert-chain': [bytes(lower), bytes(middle)] }
  assert.equal((await tokenFrom(proxy, 'by-dns', twice)).status, 200)
  assert.equal((await tokenFrom(proxy, 'by-dns', { 'client-cert': bytes(client) })).status, 401)
  assert.equal((await tokenFrom(proxy, 'by-dns', {})).status, 401)
})

behindNginx('what a proxy forwards and is no certificate is a bad request, never a fault', async () => {
  const victim = world.holders.named['by-dns']
  const broken: readonly Headers[] = [
    { 'client-cert': 'yes' },
    { 'client-cert': '%' },
    { 'client-cert': ':AAAA:' },
    { 'client-cert': [bytes(victim), bytes(victim)] },
    { 'client-cert': escaped(victim).slice(0, -40) },
    { 'client-cert': bytes(victim), 'client-cert-chain': 'yes' },
  ]
  const accessToken = (await token('by-dns', victim)).json.access_token
  for (const headers of broken) {
    const { status, json } = await tokenFrom(proxy, 'by-dns', headers)
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    assert.match(String(json.error_description), /^The header Client-Cert(-Chain)? cannot be read: /)
    const read = await direct(proxy, '/v1/structures', { authorization: `Bearer ${accessToken}`, ...headers })
    assert.deepEqual([read.status, read.json.error], [400, 'invalid_request'], read.text)
  }
})

behindNginx(
  'FAPI 2.0 with certificates alone: pushed request, code, tokens, refresh, userinfo, homes',
  async () => {
    const { holders, mtlsPort, authority, latchkey, port } = world
    const { selfSigned, stranger: other } = holders
    const ask = (path: string, how: Ask, client: Ask['client'] = selfSigned) =>
      askOverTls(path, { port: mtlsPort, client, ...how }, authority.cert)
    const challenge = { code_challenge: codeChallengeOf(verifier), code_challenge_method: 'S256' }
    const wanted = {
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid structures:read',
      ...challenge,
    }
    const pushed = await ask('/oauth2/par', { form: { client_id: 'bank', ...wanted } })
    assert.equal(pushed.status, 201, pushed.text)

    // The person's pages have no certificate; they come as nginx passes them on.
    const visitor = newVisitor(`http://127.0.0.1:${latchkey.port}`)
    const issuer = `https://localhost:${port}`
    const post: typeof visitor.post = (url, form, headers) =>
      visitor.post(url, form, { origin: issuer, ...headers })
    const query = new URLSearchParams({ client_id: 'bank', request_uri: String(pushed.json.request_uri) })
    const code = await allowedCode({ get: visitor.get, post }, `/oauth2/authorize?${query}`, anna)

    const redeem = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }
    const form = { client_id: 'bank', ...redeem }
    assert.equal((await ask('/oauth2/token', { form }, other)).json.error, 'invalid_client')
    const first = await ask('/oauth2/token', { form })
    assert.equal(first.status, 200, first.text)
    const refresh = {
      client_id: 'bank',
      grant_type: 'refresh_token',
      refresh_token: String(first.json.refresh_token),
    }
    assert.equal((await ask('/oauth2/token', { form: refresh }, other)).json.error, 'invalid_client')
    const second = await ask('/oauth2/token', { form: refresh })
    assert.equal(second.status, 200, second.text)
    for (const { access_token: accessToken } of [first.json, second.json]) {
      const headers = { authorization: `Bearer ${accessToken}` }
      for (const path of ['/oauth2/userinfo', '/v1/structures']) {
        assert.equal((await ask(path, { headers })).status, 200, path)
        for (const client of [other, undefined]) {
          const stolen = await askOverTls(path, { port: mtlsPort, client, headers }, authority.cert)
          assert.deepEqual(
            [stolen.status, stolen.json.error],
            [401, 'invalid_token'],
            `${path} ${stolen.text}`,
          )
        }
      }
    }
  },
)
