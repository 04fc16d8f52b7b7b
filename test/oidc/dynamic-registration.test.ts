import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { manage, register, registered, send, webApp } from './registering.ts'

let started: SeededLatchkey | undefined
before(async () => {
  started = await startSeeded()
})
after(() => started?.end())
const issuer = () => (started ?? assert.fail('the server is not there')).issuer

const jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
} as const

test('a program registers itself and hears every value as it counts', async () => {
  const { status, headers, json } = await register(issuer(), { redirect_uris: webApp.redirect_uris })
  assert.equal(status, 201)
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(headers.get('cache-control'), 'no-store')
  const { client_id, client_id_issued_at, client_secret, registration_access_token, ...others } = json
  assert.match(String(client_id), /^[0-9A-Za-z]{21,}$/)
  assert.ok(Math.abs(Number(client_id_issued_at) - Date.now() / 1000) < 60)
  assert.match(String(client_secret), /^lk_cs_[0-9A-Za-z]{43,}$/)
  assert.match(String(registration_access_token), /^lk_rg_[0-9A-Za-z]{43,}$/)
  assert.deepEqual(others, {
    client_secret_expires_at: 0,
    registration_client_uri: `${issuer()}/oauth2/register/${client_id}`,
    client_name: 'app.example.com',
    redirect_uris: webApp.redirect_uris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    scope: others.scope,
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'RS256',
    policy: 'openid',
    application_type: 'web',
    subject_type: 'public',
    require_auth_time: false,
    require_pushed_authorization_requests: false,
  })
  const scopes = String(others.scope).split(' ')
  for (const scope of ['devices:read', 'structures:write', 'openid', 'profile', 'email'])
    assert.ok(scopes.includes(scope), scope)
  assert.ok(!scopes.includes('meter:read'), 'declared scopes are not for strangers')
})

test('nothing is kept of a secret or a registration access token but hashes', async () => {
  const json = await registered(issuer())
  const client = await started?.store.findClient(String(json.client_id))
  const kept = JSON.stringify(client)
  for (const name of ['client_secret', 'registration_access_token'])
    assert.ok(!kept.includes(String(json[name])), name)
  assert.deepEqual(
    [client?.ownerId, client?.verified, client?.dialect, client?.policy, client?.members],
    [undefined, false, 'standard', 'openid', []],
  )
  const week = 7 * 86_400_000
  assert.ok(Math.abs((client?.registration?.expiresAt ?? 0) - Date.now() - week) < 60_000)
})

test('all that may be registered comes back as it was sent', async () => {
  const metadata = {
    ...webApp,
    client_uri: 'https://app.example.com/',
    logo_uri: 'https://app.example.com/logo.png',
    policy_uri: 'https://app.example.com/privacy',
    tos_uri: 'https://app.example.com/terms',
    contacts: ['ops@app.example.com'],
    application_type: 'web',
    response_types: ['code'],
    scope: 'devices:read openid',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [jwk] },
    software_id: '4NRB1-0XZABZI9E6-5SM3R',
    software_version: '2.1',
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'RS256',
    request_object_signing_alg: 'ES256',
    request_uris: ['https://app.example.com/request.jwt'],
    authorization_signed_response_alg: 'PS256',
    introspection_signed_response_alg: 'EdDSA',
    default_max_age: 3600,
    require_auth_time: true,
    default_acr_values: ['urn:mace:incommon:iap:silver'],
    initiate_login_uri: 'https://app.example.com/login',
    post_logout_redirect_uris: ['https://app.example.com/bye'],
    backchannel_logout_uri: 'https://app.example.com/backchannel',
    backchannel_logout_session_required: true,
    frontchannel_logout_uri: 'https://app.example.com/frontchannel',
    frontchannel_logout_session_required: true,
    require_signed_request_object: true,
    require_pushed_authorization_requests: true,
    dpop_bound_access_tokens: true,
  }
  const json = await registered(issuer(), metadata)
  for (const [name, value] of Object.entries(metadata)) assert.deepEqual(json[name], value, name)
  assert.equal('client_secret' in json || 'client_secret_expires_at' in json, false)
})

test('a program that asks for the policy fapi2 gets it, if it can keep it', async () => {
  const metadata = { ...webApp, policy: 'fapi2', token_endpoint_auth_method: 'private_key_jwt' }
  const json = await registered(issuer(), { ...metadata, jwks: { keys: [jwk] } })
  assert.deepEqual(
    [json.policy, json.id_token_signed_response_alg, json.require_pushed_authorization_requests],
    ['fapi2', 'ES256', true],
  )
  const weak = await register(issuer(), { ...webApp, policy: 'fapi2' })
  assert.match(String(weak.json.error_description), /^token_endpoint_auth_method: the policy fapi2 needs/)
})

test('what strangers may not have is left out, and the answer says so', async () => {
  const json = await registered(issuer(), {
    ...webApp,
    grant_types: [
      'authorization_code',
      'client_credentials',
      'implicit',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    response_types: ['code', 'id_token', 'code id_token'],
    scope: 'openid meter:read READSYSTEM devices:read',
  })
  assert.deepEqual(
    [json.grant_types, json.response_types, json.scope],
    [['authorization_code'], ['code'], 'openid devices:read'],
  )
})

test('what nobody knows is ignored, and so are an id, a secret, an owner, a dialect and a software statement', async () => {
  const json = await registered(issuer(), {
    ...webApp,
    client_id: 'standard',
    client_secret: 'chosen-by-the-caller-itself',
    client_secret_expires_at: 1,
    owner: 'anna@example.com',
    publisher: 'Google LLC',
    dialect: 'nest',
    allows: ['token-in-query'],
    overrides: { codeSeconds: 600 },
    verified: true,
    software_statement: 'eyJhbGciOiJub25lIn0.e30.',
    redirectUris: ['https://evil.example.com/'],
    'client_name#de': 'Wärme',
    __proto__: { policy: 'nest' },
  })
  assert.notEqual(json.client_id, 'standard')
  assert.notEqual(json.client_secret, 'chosen-by-the-caller-itself')
  const client = await started?.store.findClient(String(json.client_id))
  const { ownerId, publisher, dialect, policy, allows, overrides, verified, redirectUris } = client ?? {}
  assert.deepEqual(
    { ownerId, publisher, dialect, policy, allows, overrides, verified, redirectUris },
    {
      ownerId: undefined,
      publisher: undefined,
      dialect: 'standard',
      policy: 'openid',
      allows: [],
      overrides: {},
      verified: false,
      redirectUris: webApp.redirect_uris,
    },
  )
})

test('null is as good as absent', async () => {
  const json = await registered(issuer(), { ...webApp, logo_uri: null, scope: null, client_name: null })
  assert.deepEqual([json.client_name, 'logo_uri' in json], ['app.example.com', false])
})

const native: readonly (readonly [uris: readonly string[], type?: string])[] = [
  [['http://127.0.0.1/callback']],
  [['http://localhost:33418/']],
  [['http://[::1]:9/cb', 'https://app.example.com/cb']],
  [['com.example.app:/callback']],
  [['https://app.example.com/claimed'], 'native'],
]

for (const [uris, type] of native) {
  test(`a program on a device may be answered at ${uris.join(' and ')}`, async () => {
    const json = await registered(issuer(), {
      redirect_uris: uris,
      token_endpoint_auth_method: 'none',
      ...(type !== undefined && { application_type: type }),
    })
    assert.deepEqual([json.application_type, json.redirect_uris], ['native', uris])
    assert.equal('client_secret' in json || 'client_secret_expires_at' in json, false)
  })
}

const metadataRefused: readonly (readonly [metadata: object, description: RegExp])[] = [
  [{ redirect_uris: [] }, /^redirect_uris: authorization_code needs at least one redirect URI/],
  [{ redirect_uris: 'https://app.example.com/cb' }, /^redirect_uris: must be a list$/],
  [
    { grant_types: ['client_credentials'] },
    /^grant_types: client_credentials is not for clients that register/,
  ],
  [{ grant_types: ['implicit'] }, /^grant_types\[0\]: must be one of/],
  [{ grant_types: ['refresh_token'] }, /^grant_types: refresh_token goes with authorization_code/],
  [{ grant_types: [] }, /^grant_types: /],
  [{ response_types: ['id_token'] }, /^response_types\[0\]: must be one of code$/],
  [{ scope: 'meter:read' }, /^scope: meter:read is not for clients that register themselves/],
  [{ scope: ['openid'] }, /^scope: must be a text/],
  [{ policy: 'nest' }, /^policy: nest is not for clients/],
  [{ policy: 'weakest' }, /^policy: must be one of/],
  [{ token_endpoint_auth_method: 'client_secret_jwt' }, /^token_endpoint_auth_method: must be one of/],
  [
    { token_endpoint_auth_method: 'private_key_jwt' },
    /^token_endpoint_auth_method: private_key_jwt needs jwks or jwks_uri$/,
  ],
  [{ token_endpoint_auth_method: 'tls_client_auth' }, /needs exactly one of tls_client_auth_subject_dn/],
  [
    { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'app.example.com' },
    /^token_endpoint_auth_method: this server offers only client_secret_basic, [a-z_, ]+, none$/,
  ],
  [
    { tls_client_certificate_bound_access_tokens: true },
    /^tls_client_certificate_bound_access_tokens: this server asks for no certificates$/,
  ],
  [{ jwks: { keys: [jwk] }, jwks_uri: 'https://app.example.com/jwks' }, /^jwks_uri: there are jwks already/],
  [{ jwks: { keys: [{ ...jwk, d: 'AAAA' }] } }, /^jwks\.keys\[0\]: holds the private member d/],
  [
    { jwks: { keys: [{ ...jwk, deep: [[[1]]] }] } },
    /^jwks\.keys\[0\]: holds the member deep, which is no text/,
  ],
  [{ id_token_signed_response_alg: 'none' }, /^id_token_signed_response_alg: /],
  [{ id_token_signed_response_alg: 'HS256' }, /^id_token_signed_response_alg: /],
  [
    { id_token_encrypted_response_alg: 'RSA-OAEP' },
    /^id_token_encrypted_response_alg: nothing is encrypted here/,
  ],
  [{ request_object_encryption_enc: 'A128GCM' }, /^request_object_encryption_enc: nothing is encrypted here/],
  [{ subject_type: 'anonymous' }, /^subject_type: must be one of public, pairwise$/],
  [{ application_type: 'tv' }, /^application_type: must be one of web, native$/],
  [{ logo_uri: 'http://app.example.com/logo.png' }, /^logo_uri: must be an https address$/],
  [{ policy_uri: 'javascript:alert(1)' }, /^policy_uri: must be an https address$/],
  [{ initiate_login_uri: 'http://app.example.com/' }, /^initiate_login_uri: must be an https address$/],
  [{ jwks_uri: 'file:///etc/passwd' }, /^jwks_uri: must be an https address$/],
  [{ jwks_uri: 'https://user:word@app.example.com/' }, /^jwks_uri: must hold no user name/],
  [{ default_max_age: -1 }, /^default_max_age: /],
  [{ dpop_bound_access_tokens: 'yes' }, /^dpop_bound_access_tokens: must be true or false$/],
  [
    { frontchannel_logout_uri: 'https://other.example.com/' },
    /^frontchannel_logout_uri: must be of the same/,
  ],
  [{ client_name: 'two\nlines' }, /^client_name: must be 1 to 100 characters/],
  [{ client_name: 7 }, /^client_name: must be a text/],
  [{ contacts: [['nested']] }, /^contacts\[0\]: must be a text/],
  [
    { subject_type: 'pairwise', redirect_uris: ['https://a.example.com/', 'https://b.example.com/'] },
    /^sector_identifier_uri: pairwise subjects/,
  ],
]

for (const [metadata, description] of metadataRefused) {
  test(`metadata that is refused: ${JSON.stringify(metadata).slice(0, 100)}`, async () => {
    const { status, headers, json } = await register(issuer(), { ...webApp, ...metadata })
    assert.deepEqual([status, headers.get('cache-control')], [400, 'no-store'])
    const isRedirect = /^redirect_uris/.test(String(json.error_description))
    assert.equal(json.error, isRedirect ? 'invalid_redirect_uri' : 'invalid_client_metadata')
    assert.match(String(json.error_description), description)
  })
}

const redirectsRefused: readonly (readonly [metadata: object, description: RegExp])[] = [
  [{ redirect_uris: ['https://app.example.com/cb#part'] }, /has a fragment/],
  [{ redirect_uris: ['https://*.example.com/cb'] }, /wildcard/],
  [{ redirect_uris: ['/callback'] }, /not an absolute URI/],
  [{ redirect_uris: [{}] }, /must be a text/],
  [{ redirect_uris: ['http://app.example.com/cb'] }, /http is allowed only/],
  [{ redirect_uris: ['http://127.0.0.1/cb'], application_type: 'web' }, /a web app has an https address/],
  [{ redirect_uris: ['https://localhost/cb'] }, /a web app has an https address/],
  [{ redirect_uris: ['http://hub.local/cb'] }, /a web app has an https address/],
  [{ redirect_uris: ['http://hub.local/cb'], application_type: 'native' }, /a native app has/],
]

for (const [metadata, description] of redirectsRefused) {
  test(`a redirect URI that is refused: ${JSON.stringify(metadata)}`, async () => {
    const { status, json } = await register(issuer(), { ...webApp, ...metadata })
    assert.deepEqual([status, json.error], [400, 'invalid_redirect_uri'])
    assert.match(String(json.error_description), /^redirect_uris\[0\]: /)
    assert.match(String(json.error_description), description)
  })
}

test('what is no JSON object is refused', async () => {
  const url = `${issuer()}/oauth2/register`
  for (const body of ['', '{', '[]', 'null', '"text"', '7', `${'['.repeat(20_000)}`]) {
    const { status, json } = await send(url, 'POST', body)
    assert.deepEqual([status, json.error], [400, 'invalid_client_metadata'], body.slice(0, 20))
  }
  const form = await send(url, 'POST', 'client_name=x', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  assert.deepEqual([form.status, form.json.error], [400, 'invalid_client_metadata'])
  const long = await send(url, 'POST', JSON.stringify({ ...webApp, padding: 'x'.repeat(70_000) }))
  assert.equal(long.status, 413)
})

test('the metadata names the endpoint, and browsers of every origin may call it', async () => {
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const { json } = await send(`${issuer()}/.well-known/${name}`, 'GET')
    assert.equal(json.registration_endpoint, `${issuer()}/oauth2/register`)
  }
  const client = await registered(issuer())
  for (const url of [`${issuer()}/oauth2/register`, String(client.registration_client_uri)]) {
    const asked = { origin: 'https://app.example.com', 'access-control-request-method': 'PUT' }
    const answer = await fetch(url, { method: 'OPTIONS', headers: asked })
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PUT/)
  }
  const { headers } = await manage(client, 'GET')
  assert.equal(headers.get('access-control-allow-origin'), '*')
  assert.equal((await send(`${issuer()}/oauth2/register`, 'GET')).status, 405)
})
