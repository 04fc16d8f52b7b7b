import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const lies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Host: { host: 'evil.example' },
  'Host with a port': { host: 'evil.example:80' },
  'Host with a user': { host: 'localhost@evil.example' },
  'X-Forwarded-Host': { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  Forwarded: { forwarded: 'host=evil.example;proto=https;for=203.0.113.1' },
  'X-Original-URL': { 'x-original-url': '/evil.example', 'x-rewrite-url': '/evil.example' },
  'X-Forwarded-Prefix': { 'x-forwarded-prefix': '//evil.example', 'x-forwarded-server': 'evil.example' },
}

const paths = [
  '/',
  '/login',
  '/logout',
  '/no-such-page',
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/oauth2/jwks',
  '/oauth2/userinfo',
  '/v1/structures',
  '/api/v1/systems',
  authorizeUrl(),
  authorizeUrl({ prompt: 'none' }),
  authorizeUrl({ redirect_uri: 'https://other.invalid/' }),
]

/** `fetch` sets Host itself. */
async function getWith(path: string, headers: Readonly<Record<string, string>>) {
  const sent = request(`${server.issuer}${path}`, { headers: { accept: 'text/html', ...headers } })
  sent.end()
  const [response] = await once(sent, 'response')
  return { status: Number(response.statusCode), headers: response.headers, body: await text(response) }
}

for (const [name, headers] of Object.entries(lies)) {
  for (const path of paths) {
    test(`CVE-2026-29067 GHSA-2wmj-46rj-qm2w: ${path.slice(0, 60)} does not believe ${name}`, async () => {
      const honest = await getWith(path, {})
      const lied = await getWith(path, headers)
      assert.ok(!JSON.stringify([lied.headers, lied.body]).includes('evil.example'))
      // A Host that is no host name may be refused; else nothing differs.
      if (lied.status !== 400) assert.equal(lied.status, honest.status)
    })
  }
}

test('the issuer in tokens, answers and metadata is the configured one', async () => {
  const { body } = await getWith('/.well-known/openid-configuration', { host: 'evil.example' })
  const metadata: Record<string, unknown> = JSON.parse(body)
  const addresses = Object.entries(metadata).filter(([name]) => /_endpoint$|_uri$|^issuer$/.test(name))
  assert.ok(addresses.length > 5)
  for (const [name, address] of addresses) assert.ok(String(address).startsWith(server.issuer), name)
})

test('CVE-2026-29067: the link to a new password is built from the configured issuer', async () => {
  const printed = await server.cli('account', 'reset', anna.email)
  assert.ok(printed.includes(`${server.issuer}/reset`), printed)
})

test('X-Forwarded-For counts only from a proxy of ours: claiming addresses gives no fresh allowance', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 52; count++) {
    const visitor = newVisitor(server.issuer)
    const fields = hiddenFields(await (await visitor.get('/login')).text(), 'login-form')
    const form = { ...fields, email: `nobody${count}@example.com`, password: 'wrong password' }
    const { status } = await visitor.post('/login', form, { 'x-forwarded-for': `203.0.${count}.1` })
    statuses.push(status)
  }
  // Fifty failures of one network are free, whatever accounts they were about.
  assert.deepEqual(statuses.slice(0, 50), Array(50).fill(403))
  assert.ok(statuses.slice(50).includes(429), statuses.join())
})
