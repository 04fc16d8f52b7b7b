import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import type { Visitor } from '../sign-in.ts'
import { registerApp, signedIn, submit } from './developer.ts'

let started: SeededLatchkey | undefined
let developer: Visitor
before(async () => {
  started = await startSeeded()
  developer = await signedIn(started.issuer, anna)
})
after(() => started?.end())
const latchkey = () => started ?? assert.fail('the server is not there')

const shownMembers = {
  logoUri: 'https://app.example.com/logo.png',
  policyUri: 'https://app.example.com/privacy',
  postLogoutRedirectUris: ['https://app.example.com/bye', 'https://app.example.com/out'],
  backchannelLogoutUri: 'https://app.example.com/backchannel',
  userinfoSignedResponseAlg: 'ES256',
  subjectType: 'pairwise',
  dpopBoundAccessTokens: true,
} as const
/** What the form has no field for. */
const unshownMembers = {
  contacts: ['ops@app.example.com'],
  defaultMaxAge: 600,
  requireAuthTime: true,
  requestObjectSigningAlg: 'ES256',
  softwareId: 'abc',
  initiateLoginUri: 'https://app.example.com/start',
} as const

const settings = '/console/apps/rich/settings'
const save = (fields: Record<string, string> = {}) => submit(developer, settings, 'settings-form', fields)
const app = async () => JSON.parse(JSON.stringify(await latchkey().store.findClient('rich')))

async function declare(more: object = {}): Promise<void> {
  const redirectUris = ['https://app.example.com/callback']
  const client = {
    clientId: 'rich',
    clientSecret: 'a-long-secret-for-rich',
    name: 'Rich',
    owner: anna.email,
    redirectUris,
  }
  await latchkey().running.apply({ clients: [{ ...client, ...shownMembers, ...unshownMembers, ...more }] })
  // The server looks for changes of the command line every 300 ms.
  await new Promise((resolve) => setTimeout(resolve, 700))
}

test('saving the settings as they are loses nothing that was registered', async () => {
  await declare()
  const page = await (await developer.get(settings)).text()
  assert.match(page, /<details class="card" id="openid" open>/)
  const before = await app()
  assert.equal((await save()).response.status, 303)
  assert.deepEqual(await app(), before)
})

test('what is changed is changed, what is emptied is gone, and the rest stays', async () => {
  await declare()
  const before = await app()
  const changes = {
    postLogoutRedirectUris: 'https://app.example.com/bye',
    tosUri: 'https://app.example.com/terms',
    userinfoSignedResponseAlg: '',
    subjectType: '',
    requirePushedAuthorizationRequests: 'on',
  }
  assert.equal((await save(changes)).response.status, 303)
  const { userinfoSignedResponseAlg: _alg, subjectType: _subject, ...left } = before
  assert.deepEqual(await app(), {
    ...left,
    postLogoutRedirectUris: ['https://app.example.com/bye'],
    tosUri: changes.tosUri,
    requirePushedAuthorizationRequests: true,
    verified: false,
  })
})

test('a form that has no such fields leaves them alone', async () => {
  await declare()
  const before = await app()
  const shown = await (await developer.get(settings)).text()
  const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(shown) ?? []
  const [, form_token = ''] = /name="form_token" value="([^"]+)"/.exec(shown) ?? []
  const { name, dialect, policy, scopes, grantTypes, redirectUris } = before
  const fields = new URLSearchParams({
    seen,
    form_token,
    name,
    dialect,
    policy,
    redirectUris: redirectUris.join('\n'),
  })
  for (const [list, values] of Object.entries({ scopes, grantTypes }))
    for (const value of values as string[]) fields.append(list, value)
  const answer = await developer.post(settings, fields as unknown as Record<string, string>)
  assert.equal(answer.status, 303)
  assert.deepEqual(await app(), before)
})

test('what does not hold is said at its field, and stays written there', async () => {
  await declare()
  for (const [name, value, sentence] of [
    ['jwksUri', 'ftp://app.example.com/', /Address of the public keys: must be an https address/],
    ['logoUri', 'http://app.example.com/logo.png', /Logo: must be an https address/],
    [
      'postLogoutRedirectUris',
      'javascript:alert(1)',
      /Addresses after a sign-out: javascript:alert\(1\): the scheme/,
    ],
    [
      'tlsClientAuthSanDns',
      'app.example.com',
      /DNS name in its certificate: it is for tokenEndpointAuthMethod tls_client_auth/,
    ],
  ] as const) {
    const { response, page } = await save({ [name]: value })
    assert.equal(response.status, 400)
    assert.match(page, sentence)
    assert.match(page, /<details class="card" id="openid" open>/)
    assert.ok(page.includes(value))
  }
})

const otherwise: Readonly<Record<string, string>> = {
  logoUri: 'https://app.example.com/other.png',
  policyUri: 'https://evil.example/privacy',
  tosUri: 'https://evil.example/terms',
  jwksUri: 'https://evil.example/jwks',
  postLogoutRedirectUris: 'https://evil.example/bye',
  backchannelLogoutUri: 'https://evil.example/backchannel',
  frontchannelLogoutUri: 'https://evil.example/frontchannel',
}

for (const [name, value] of Object.entries(otherwise)) {
  test(`a verified app with another ${name} has to be verified again`, async () => {
    await declare()
    assert.equal((await app()).verified, true)
    assert.equal((await save({ [name]: value })).response.status, 303)
    assert.equal((await app()).verified, false)
  })
}

test('another path of a host that was checked, or a stricter rule, needs no new verification; a weaker one does', async () => {
  await declare({ requirePushedAuthorizationRequests: true })
  await save({
    postLogoutRedirectUris: 'https://app.example.com/bye\nhttps://app.example.com/later',
    backchannelLogoutUri: 'https://app.example.com/other',
    requireSignedRequestObject: 'on',
  })
  assert.equal((await app()).verified, true)
  await save({ requirePushedAuthorizationRequests: '' })
  assert.equal((await app()).verified, false)
})

test('the preset for FAPI 2.0 wants keys, and makes an app that proves itself by them', async () => {
  const path = '/console/new?preset=fapi'
  const fields = { name: 'Lock', redirectUris: 'https://lock.example.com/callback' }
  const without = await submit(developer, path, 'new-app-form', fields)
  assert.equal(without.response.status, 400)
  assert.match(without.page, /Public keys: write them here, or their address below/)
  const { clientId, secret } = await registerApp(developer, 'fapi', {
    ...fields,
    jwksUri: 'https://lock.example.com/jwks',
  })
  assert.equal(secret, undefined)
  const client = await latchkey().store.findClient(clientId)
  const { policy, tokenEndpointAuthMethod, jwksUri, dpopBoundAccessTokens } = client ?? {}
  assert.deepEqual(
    [policy, tokenEndpointAuthMethod, jwksUri, dpopBoundAccessTokens],
    ['fapi2', 'private_key_jwt', 'https://lock.example.com/jwks', true],
  )
  const overview = await (await developer.get(`/console/apps/${clientId}`)).text()
  assert.match(overview, /\/oauth2\/par<\/code>/)
  assert.ok(!overview.includes('id="authorization-url"'))
  for (const page of ['samples', 'try', 'activity', 'settings'])
    assert.equal((await developer.get(`/console/apps/${clientId}/${page}`)).status, 200, page)
})
