import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectNames, dialects } from '@latchkey/dialects'
import { sampleClient, sampleSecret } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { appSamplesView, renderedSample } from './app-samples.ts'
import { type SampleKind, sampleKinds } from './languages.ts'
import { sampleValues } from './sample-values.ts'
import { whyNoSample } from './why-no-sample.ts'

const issuer = 'https://id.example.com'
const confidential: Partial<Client> = {
  clientId: 'my-app',
  dialect: 'standard',
  policy: 'default',
  overrides: {},
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  scopes: ['openid', 'email', 'devices:read', 'meter:read'],
  secrets: [sampleSecret()],
}

test('the scopes that open something, and openid where a person is asked', () => {
  const scopeFor = (kind: SampleKind) => sampleValues(issuer, sampleClient(confidential), kind).get('scope')
  assert.equal(scopeFor('authorization-code'), 'openid devices:read meter:read')
  assert.equal(scopeFor('client-credentials'), 'devices:read meter:read')
  const nest = sampleClient({ ...confidential, dialect: 'nest' })
  assert.equal(sampleValues(issuer, nest, 'authorization-code').get('scope'), '')
})

test('each dialect has its own addresses', () => {
  for (const dialect of dialectNames) {
    const { paths, apiPath } = dialects[dialect]
    const values = sampleValues(issuer, sampleClient({ dialect, redirectUris: [] }), 'authorization-code')
    assert.equal(values.get('token_endpoint'), issuer + paths.token[0])
    assert.equal(values.get('api_url'), issuer + apiPath)
    assert.equal(values.get('redirect_uri'), '')
  }
  assert.equal(
    sampleValues(issuer, sampleClient({ dialect: 'nibe' }), 'call-api').get('api_url'),
    `${issuer}/api/v1/systems`,
  )
})

const refusals: readonly (readonly [what: string, SampleKind, Partial<Client>, RegExp | undefined])[] = [
  ['an app with everything', 'refresh-token', {}, undefined],
  ['a public app', 'authorization-code', { secrets: [] }, undefined],
  ['a public app', 'client-credentials', { secrets: [] }, /no secret/],
  [
    'without that grant type',
    'client-credentials',
    { grantTypes: ['authorization_code'] },
    /client_credentials/,
  ],
  [
    'without that grant type',
    'authorization-code',
    { grantTypes: ['client_credentials'] },
    /authorization_code/,
  ],
  ['without that grant type', 'refresh-token', { grantTypes: ['authorization_code'] }, /refresh_token/],
  ['without anybody to ask', 'refresh-token', { grantTypes: ['client_credentials'] }, /its own token/],
  ['a policy without', 'refresh-token', { overrides: { refresh: 'none' } }, /asked again/],
  ['lasting tokens', 'refresh-token', { overrides: { accessTokenSeconds: 400 * 86_400 } }, /kept/],
  ['GOGOX', 'authorization-code', { dialect: 'gogox' }, /ask nobody/],
  ['a key', 'client-credentials', { secrets: [], jwks: { keys: [] } }, /key/],
  ['a key', 'authorization-code', { tokenEndpointAuthMethod: 'private_key_jwt' }, /key/],
  ['a key', 'call-api', { tokenEndpointAuthMethod: 'private_key_jwt' }, undefined],
  ['Basic only', 'authorization-code', { tokenEndpointAuthMethod: 'client_secret_basic' }, /header/],
  ['the body', 'authorization-code', { tokenEndpointAuthMethod: 'client_secret_post' }, undefined],
]

for (const [what, kind, more, expected] of refusals) {
  test(`${kind} for an app with ${what}: ${expected === undefined ? 'a program' : 'a sentence'}`, async () => {
    const client = sampleClient({ ...confidential, ...more })
    const sentence = whyNoSample(client, kind)
    const page = String(await appSamplesView({ issuer }, client, { kind }))
    assert.equal(page.includes('id="sample-code"'), expected === undefined)
    assert.equal(page.includes('id="no-sample"'), expected !== undefined)
    if (expected === undefined) assert.equal(sentence, undefined)
    else assert.match(sentence ?? '', expected)
  })
}

test('the tab begins with what the app can do, and takes nothing that it does not know', async () => {
  const gogox = sampleClient({ ...confidential, dialect: 'gogox', grantTypes: ['client_credentials'] })
  const page = String(await appSamplesView({ issuer }, gogox, {}))
  assert.match(page, /aria-current="page">Client credentials</)
  assert.match(page, /aria-current="page">curl</)
  assert.ok(page.includes(`${issuer}/oauth/token`))
  const odd = String(await appSamplesView({ issuer }, gogox, { kind: '"><script>', language: '__proto__' }))
  assert.equal(odd, page)
})

test('a field for the secret where there is one, and no form that could send it', async () => {
  const view = async (more: Partial<Client>, kind: SampleKind) =>
    String(
      await appSamplesView({ issuer }, sampleClient({ ...confidential, ...more }), { kind, language: 'go' }),
    )
  const page = await view({}, 'authorization-code')
  assert.match(page, /<div id="fill-secret" class="field" hidden>/)
  assert.doesNotMatch(page, /<form/)
  for (const without of [await view({ secrets: [] }, 'authorization-code'), await view({}, 'call-api')])
    assert.doesNotMatch(without, /fill-secret|CLIENT_SECRET/)
})

test('the page that shows a secret once has it in the program', async () => {
  const client = sampleClient(confidential)
  for (const kind of sampleKinds) {
    const { text, highlighted } = await renderedSample({ issuer }, client, {
      language: 'php',
      kind,
      secret: "it's",
    })
    assert.equal(text.includes("$clientSecret = 'it\\'s';"), kind !== 'call-api')
    assert.doesNotMatch(text + highlighted, /CLIENT_SECRET|class="secret"/)
  }
})
