// docs/certification.md: addresses, and the metadata documents of a server over TLS that asks for certificates at a second port.

import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { pageSettings } from './page.ts'
import { type Suite, startSuite } from './suite.ts'

let suite: Suite
before(async () => {
  suite = await startSuite()
})
after(() => suite.end())

const names = ['openid-configuration', 'oauth-authorization-server'] as const

async function document(name: (typeof names)[number]): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${suite.issuer}/.well-known/${name}`)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json(;|$)/)
  return response.json()
}

test('the settings of the page are settings of this server', () => {
  const { issuer, mtls, outboundAllow, trustedCaFile } = readSettings(pageSettings())
  assert.equal(issuer, 'https://id.example.com')
  assert.deepEqual(outboundAllow, [{ host: 'suite.example.com', port: 443 }])
  assert.ok(mtls && trustedCaFile)
})

test('the issuer is the address of the document without its suffix; every endpoint, alias and key set is https', async () => {
  for (const name of names) {
    const { issuer, mtls_endpoint_aliases: aliases, ...metadata } = await document(name)
    assert.equal(issuer, suite.issuer)
    const addresses = Object.entries({ ...metadata }).filter(([member]) => /_(endpoint|uri)$/.test(member))
    for (const [member, value] of addresses) assert.ok(String(value).startsWith(`${suite.issuer}/`), member)
    for (const [member, value] of Object.entries(aliases as object))
      assert.ok(String(value).startsWith(`${suite.mtlsIssuer}/`), member)
  }
})

/** IANA, OAuth Authorization Server Metadata, as far as this server has anything to say. */
const registered = [
  ...['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'registration_endpoint'],
  ...['scopes_supported', 'response_types_supported', 'response_modes_supported', 'grant_types_supported'],
  ...['token_endpoint_auth_methods_supported', 'token_endpoint_auth_signing_alg_values_supported'],
  ...['ui_locales_supported', 'revocation_endpoint', 'revocation_endpoint_auth_methods_supported'],
  ...['revocation_endpoint_auth_signing_alg_values_supported', 'introspection_endpoint'],
  ...[
    'introspection_endpoint_auth_methods_supported',
    'introspection_endpoint_auth_signing_alg_values_supported',
  ],
  ...[
    'code_challenge_methods_supported',
    'tls_client_certificate_bound_access_tokens',
    'mtls_endpoint_aliases',
  ],
  ...['pushed_authorization_request_endpoint', 'require_pushed_authorization_requests'],
  'authorization_details_types_supported',
  ...['authorization_response_iss_parameter_supported', 'dpop_signing_alg_values_supported'],
  ...['introspection_signing_alg_values_supported', 'authorization_signing_alg_values_supported'],
  ...['request_parameter_supported', 'request_uri_parameter_supported', 'require_request_uri_registration'],
  ...['request_object_signing_alg_values_supported', 'userinfo_endpoint', 'acr_values_supported'],
  ...[
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
    'userinfo_signing_alg_values_supported',
  ],
  ...['display_values_supported', 'claim_types_supported', 'claims_supported', 'claims_parameter_supported'],
  ...['end_session_endpoint', 'backchannel_logout_supported', 'backchannel_logout_session_supported'],
  ...['frontchannel_logout_supported', 'frontchannel_logout_session_supported'],
  // Of a draft that has asked for its registration: MCP's programs look for it.
  'client_id_metadata_document_supported',
]

test('no member that is not registered', async () => {
  for (const name of names) {
    const unknown = Object.keys(await document(name)).filter((member) => !registered.includes(member))
    assert.deepEqual(unknown, [], name)
  }
})

test('what must be there, and what is warned of when it is missing', async () => {
  const metadata = await document('openid-configuration')
  const list = (member: string) => metadata[member] as readonly string[]
  for (const member of [
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'userinfo_endpoint',
    'registration_endpoint',
  ])
    assert.equal(typeof metadata[member], 'string', member)
  assert.deepEqual(metadata.response_types_supported, ['code'])
  assert.ok(list('id_token_signing_alg_values_supported').includes('RS256'))
  assert.ok(list('request_object_signing_alg_values_supported').includes('RS256'))
  for (const member of Object.keys(metadata).filter((name) => name.includes('_signing_alg_')))
    assert.equal(list(member).includes('none'), false, member)
  assert.ok(list('scopes_supported').includes('openid') && list('claims_supported').includes('sub'))
  assert.ok(['public', 'pairwise'].every((type) => list('subject_types_supported').includes(type)))
  assert.ok(
    ['authorization_code', 'refresh_token', 'client_credentials'].every((type) =>
      list('grant_types_supported').includes(type),
    ),
  )
  for (const method of [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ])
    assert.ok(list('token_endpoint_auth_methods_supported').includes(method), method)
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
  assert.deepEqual(Intl.getCanonicalLocales([...list('ui_locales_supported')]), list('ui_locales_supported'))
})

test('what the dynamic plan asks for and is not offered: the implicit grant', async () => {
  const metadata = await document('openid-configuration')
  assert.equal((metadata.grant_types_supported as string[]).includes('implicit'), false)
  for (const type of ['id_token', 'id_token token'])
    assert.equal((metadata.response_types_supported as string[]).includes(type), false)
})

test('the key set: public keys only, each with a kid of its own and strong enough', async () => {
  const { keys } = await (await fetch(`${suite.issuer}/oauth2/jwks`)).json()
  assert.equal(new Set(keys.map(({ kid }: { kid: string }) => kid)).size, keys.length)
  for (const key of keys) {
    assert.ok(key.kid && key.alg && key.use === 'sig')
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.equal(secret in key, false, secret)
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' })
    if (asymmetricKeyType === 'rsa') assert.ok((asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
    else assert.ok(asymmetricKeyType === 'ec' || asymmetricKeyType === 'ed25519')
  }
  const algorithms = new Set(keys.map(({ alg }: { alg: string }) => alg))
  for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA']) assert.ok(algorithms.has(alg), alg)
})
