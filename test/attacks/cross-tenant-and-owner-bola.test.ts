import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { siteRoutes } from '../../apps/auth-server/src/site-routes.ts'
import { registerApp, signedIn } from '../console/developer.ts'
import { anna, ben, definition, redirectUri } from '../definition.ts'
import { runs } from '../properties/runs.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields } from '../sign-in.ts'

// Ids of somebody else's homes, devices, apps and issuers. The same made from the table of routes: ../owner-checks.test.ts
// and ../matrices/foreign-ids.test.ts.

const owners = Array.from({ length: 6 }, (_, n) => `owner-${n}`)
const homeOf = (owner: string) => `home-of-${owner}`
const deviceOf = (owner: string) => `device-of-${owner}`
const password = anna.password
const scope = ['openid', 'structures:read', 'structures:write', 'devices:read', 'devices:write']

let server: SeededLatchkey
const tokens = new Map<string, string>()
before(async () => {
  const accounts = owners.map((owner) => ({ email: `${owner}@example.com`, password }))
  const structures = owners.map((owner) => ({
    ...{ id: homeOf(owner), name: `Home of ${owner}`, owner: `${owner}@example.com` },
    timeZone: 'Europe/Berlin',
    devices: [{ id: deviceOf(owner), name: 'Hall', type: 'thermostat' }],
  }))
  server = await startSeeded({
    definition: { ...definition, accounts: [...definition.accounts, ...accounts], structures },
  })
  for (const owner of owners) {
    const { accessToken } = await server.connect('standard', { email: `${owner}@example.com`, scope })
    tokens.set(owner, accessToken)
  }
})
after(() => server.end())

const bearer = (owner: string) => ({ authorization: `Bearer ${tokens.get(owner)}` })

test('CVE-2026-4636 CVE-2025-14778 CVE-2026-105209: of random owners each reads and writes its own homes, and no other is there', async () => {
  const asked = fc.record({
    owner: fc.constantFrom(...owners),
    other: fc.constantFrom(...owners),
    method: fc.constantFrom('GET', 'PATCH'),
    kind: fc.constantFrom('structures', 'devices'),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ owner, other, method, kind }) => {
      const id = kind === 'structures' ? homeOf(other) : deviceOf(other)
      const headers = { ...bearer(owner), 'content-type': 'application/json' }
      const body = method === 'PATCH' ? JSON.stringify({ name: `Named by ${owner}` }) : undefined
      const answer = await server.send(`/v1/${kind}/${id}`, {
        ...{ method, headers },
        ...(body !== undefined && { body }),
      })
      assert.equal(answer.status, owner === other ? 200 : 404, answer.text)
      const own = await server.get(`/v1/${kind}/${id}`, bearer(other))
      assert.ok(owner === other || !own.text.includes(`Named by ${owner}`))
    }),
    runs(80),
  )
})

test('CVE-2026-4636: ids of others in a body are refused or left alone, plain, as a list and nested', async () => {
  const [owner = '', victim = ''] = owners
  const headers = { ...bearer(owner), 'content-type': 'application/json' }
  for (const body of [
    { id: homeOf(victim), name: 'Mine now' },
    { name: 'Mine now', owner: `${victim}@example.com` },
    { name: 'Mine now', devices: [{ id: deviceOf(victim), name: 'Mine now' }] },
    { name: 'Mine now', structure: homeOf(victim), structures: [homeOf(victim)] },
  ])
    await server.send(`/v1/structures/${homeOf(owner)}`, {
      ...{ method: 'PATCH', headers, body: JSON.stringify(body) },
    })
  for (const path of ['/v1/structures', `/v1/devices/${deviceOf(victim)}`]) {
    const { text } = await server.get(path, bearer(victim))
    assert.ok(text.includes(deviceOf(victim)), text)
    assert.doesNotMatch(text, /Mine now|of-owner-0/)
  }
})

const doors = ['/v1/structures', '/v1/devices', '/api/v1/systems', '/v1/openapi.json']
const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '..;',
    ';',
    '%2f',
    '//',
    '%5c',
    '%00',
    '%252e%252e',
    'index',
    'x.json',
  ),
  fc.constantFrom(
    'v1',
    'structures',
    'devices',
    'docs',
    'assets',
    'login',
    'healthz',
    'openapi.json',
    'denied',
  ),
  fc.constantFrom(...owners.flatMap((owner) => [homeOf(owner), deviceOf(owner)])),
)

test('CVE-2026-9800: no spelling of a path gets round the check of the token', async () => {
  const path = fc
    .tuple(
      fc.constantFrom(...doors),
      fc.array(segment, { maxLength: 4 }),
      fc.constantFrom('', '?x', '#', '/'),
    )
    .map(([door, more, end]) => `${[door, ...more].join('/')}${end}`)
  const [owner = '', ...others] = owners
  await fc.assert(
    fc.asyncProperty(path, async (asked) => {
      const open = await server.get(asked)
      assert.doesNotMatch(open.text, /home-of-|device-of-|Home of/, asked)
      const own = await server.get(asked, bearer(owner))
      for (const other of others) assert.ok(!own.text.includes(homeOf(other)), asked)
      assert.ok(open.status < 500 && own.status < 500, asked)
    }),
    runs(300),
  )
})

test('CVE-2026-9094 CVE-2026-1486: a token of another issuer buys nothing, whatever grant asks with it', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const claims = { sub: 'somebody', client_id: 'standard', scope: 'structures:read', jti: 'x' }
  const foreign = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk, jku: 'https://evil.example/jwks' })
    .setIssuer('https://evil.example')
    .setAudience(server.issuer)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey)
  assert.deepEqual(await server.acceptedAt('standard', foreign), [])
  for (const grantType of [
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
    'urn:ietf:params:oauth:grant-type:uma-ticket',
    'password',
  ]) {
    const subject = { subject_token: foreign, assertion: foreign, ticket: foreign }
    const asked = { grant_type: grantType, username: anna.email, password: anna.password, ...subject }
    const { status, json } = await server.token('standard', asked)
    assert.deepEqual([status, json.error], [400, 'unsupported_grant_type'], grantType)
  }
})

test('GHSA-xr8f-h2gw-9xh6: who is no developer makes no app and changes none, whatever the form', async () => {
  const visitor = await signedIn(server.issuer, ben)
  const before = (await server.store.listClients()).length
  const page = await (await visitor.get('/login')).text()
  const { form_token = '' } = hiddenFields(page, 'login-form')
  const fields = { form_token, preset: 'app', name: 'Mine', redirectUris: redirectUri, roles: 'developer' }
  for (const { method, path } of siteRoutes.filter(({ path }) => path.startsWith('/console/'))) {
    const url = path.replace(':clientId', 'standard').replaceAll(/:\w+/g, 'any')
    const answer = method === 'GET' ? await visitor.get(url) : await visitor.post(url, fields)
    assert.doesNotMatch(await answer.text(), /id="new-app-form"|App standard/, `${method} ${path}`)
  }
  assert.equal((await server.store.listClients()).length, before)
})

test('GHSA-xr8f-h2gw-9xh6: fields that a form has not make no app verified, nobody else’s, and no weaker one', async () => {
  const visitor = await signedIn(server.issuer, anna)
  const more = { verified: 'true', ownerId: 'somebody', owner: ben.email, dialect: 'nest', policy: 'nest' }
  const { clientId } = await registerApp(visitor, 'app', { ...more, allows: 'token-in-query' })
  const client = await server.store.findClient(clientId)
  const owner = await server.store.findAccountByEmail(anna.email)
  assert.equal(client?.verified, false)
  assert.equal(client?.ownerId, owner?.id)
  assert.deepEqual(client?.allows, [])
})
