import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openIdMetadata, serverMetadata, tokenPaths } from './metadata.ts'

const issuer = 'https://id.example.com'
const server = serverMetadata(issuer)
const openId = openIdMetadata(issuer)

function listsIn(
  document: Readonly<Record<string, unknown>>,
): readonly (readonly [string, readonly unknown[]])[] {
  return Object.entries(document).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, value] as const] : [],
  )
}

test('the server metadata says what the server does', () => {
  const asymmetric = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
  const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none']
  assert.deepEqual(server, {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    token_endpoint: `${issuer}/oauth2/token`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    jwks_uri: `${issuer}/oauth2/jwks`,
    scopes_supported: server.scopes_supported,
    authorization_details_types_supported: ['home_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: asymmetric,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: asymmetric,
    introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: asymmetric,
    introspection_signing_alg_values_supported: ['RS256', 'ES256', 'PS256', 'EdDSA'],
    authorization_response_iss_parameter_supported: true,
    authorization_signing_alg_values_supported: ['RS256', 'ES256', 'PS256', 'EdDSA'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256', 'PS256', 'EdDSA'],
    userinfo_signing_alg_values_supported: ['RS256', 'ES256', 'PS256', 'EdDSA'],
    pushed_authorization_request_endpoint: `${issuer}/oauth2/par`,
    require_pushed_authorization_requests: false,
    request_parameter_supported: true,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    request_object_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    dpop_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    ui_locales_supported: ['en', 'de', 'sv', 'es', 'fr'],
  })
})

test('the OpenID metadata says the same, and what OpenID Connect Discovery §3 requires', () => {
  for (const [name, value] of Object.entries(server)) assert.deepEqual(openId[name], value, name)
  assert.deepEqual(openId.subject_types_supported, ['public', 'pairwise'])
  assert.equal(openId.userinfo_endpoint, `${issuer}/oauth2/userinfo`)
  assert((openId.id_token_signing_alg_values_supported as string[]).includes('RS256'))
  assert((openId.scopes_supported as string[]).includes('openid'))
})

test('no document offers what nobody may use: unsigned, symmetric, plain, implicit', () => {
  const refused = [
    'plain',
    'token',
    'id_token',
    'implicit',
    'password',
    'HS256',
    'HS384',
    'HS512',
    'fragment',
  ]
  for (const [name, values] of [...listsIn(server), ...listsIn(openId)]) {
    assert(values.length > 0, `${name} is left out rather than empty`)
    assert.equal(new Set(values).size, values.length, `${name} repeats itself`)
    assert(!values.some((value) => refused.includes(String(value))), name)
    if (name.includes('alg')) assert(!values.includes('none'), name)
  }
})

test('a server that asks for certificates says where, by which methods, and nothing of it otherwise', () => {
  const mtlsIssuer = 'https://id.example.com:8444'
  const methods = (document: Readonly<Record<string, unknown>>) =>
    (document.token_endpoint_auth_methods_supported as string[]).filter((name) => name.includes('tls'))
  assert.deepEqual(methods(server), [])
  assert.equal(server.mtls_endpoint_aliases, undefined)
  assert.equal(server.tls_client_certificate_bound_access_tokens, undefined)
  const asking = serverMetadata(issuer, { mtlsIssuer })
  // Nobody vouches for a certificate, so it can only be a self-signed one.
  assert.deepEqual(methods(asking), ['self_signed_tls_client_auth'])
  assert.equal(asking.tls_client_certificate_bound_access_tokens, true)
  assert.equal(asking.issuer, issuer)
  const aliases = asking.mtls_endpoint_aliases as Record<string, string>
  const document: Record<string, unknown> = openIdMetadata(issuer, { mtlsIssuer })
  for (const [name, alias] of Object.entries(aliases))
    assert.equal(alias, `${mtlsIssuer}${new URL(String(document[name])).pathname}`)
  assert.equal(Object.keys(aliases).length, 5)
})

test('every dialect has its token path', () => {
  assert.deepEqual(tokenPaths.toSorted(), [
    '/oauth/token',
    '/oauth2/access_token',
    '/oauth2/accesstoken',
    '/oauth2/token',
  ])
})

test('where programs may register themselves is said while they may', () => {
  for (const metadata of [serverMetadata, openIdMetadata]) {
    assert.equal(
      metadata(issuer, { registration: 'open' }).registration_endpoint,
      `${issuer}/oauth2/register`,
    )
    assert.equal('registration_endpoint' in metadata(issuer, { registration: 'closed' }), false)
  }
})
