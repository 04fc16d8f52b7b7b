import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metadataAnswer, protectedResourceMetadata, resourceMetadataUrl } from './encode-resource-metadata.ts'

test('the document stands between the host and the path of the identifier (RFC 9728 §3.1)', () => {
  for (const [resource, url] of [
    ['https://lamps.example', 'https://lamps.example/.well-known/oauth-protected-resource'],
    ['https://lamps.example/', 'https://lamps.example/.well-known/oauth-protected-resource'],
    ['https://lamps.example:8443/v1', 'https://lamps.example:8443/.well-known/oauth-protected-resource/v1'],
    ['https://lamps.example/a/b/', 'https://lamps.example/.well-known/oauth-protected-resource/a/b/'],
    ['https://lamps.example/a?k1=v1', 'https://lamps.example/.well-known/oauth-protected-resource/a?k1=v1'],
  ] as const)
    assert.equal(resourceMetadataUrl(resource), url)
  for (const odd of ['lamps', '/v1', 'urn:lamps', 'https://lamps.example/#', 'https://lamps.example/#x'])
    assert.throws(() => resourceMetadataUrl(odd), TypeError, odd)
})

const metadata = { resource: 'https://lamps.example', authorizationServers: ['https://auth.example'] }

test('what an API does not say does not stand in its document', () => {
  const { headers, body } = metadataAnswer(metadata)
  assert.deepEqual(JSON.parse(body), {
    resource: 'https://lamps.example',
    authorization_servers: ['https://auth.example'],
    bearer_methods_supported: ['header'],
  })
  assert.equal(headers['Access-Control-Allow-Origin'], '*')
})

test('what it says stands there under its registered name', () => {
  const all = protectedResourceMetadata({
    ...metadata,
    scopes: ['lamps:read'],
    name: 'Lamps',
    documentation: 'https://lamps.example/docs',
    policy: 'https://lamps.example/policy',
    terms: 'https://lamps.example/terms',
    authorizationDetailsTypes: ['home_access'],
    dpop: 'required',
    certificateBound: true,
  })
  assert.deepEqual(all, {
    resource: 'https://lamps.example',
    authorization_servers: ['https://auth.example'],
    scopes_supported: ['lamps:read'],
    bearer_methods_supported: ['header'],
    resource_name: 'Lamps',
    resource_documentation: 'https://lamps.example/docs',
    resource_policy_uri: 'https://lamps.example/policy',
    resource_tos_uri: 'https://lamps.example/terms',
    authorization_details_types_supported: ['home_access'],
    dpop_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    dpop_bound_access_tokens_required: true,
    tls_client_certificate_bound_access_tokens: true,
  })
  assert.throws(() => protectedResourceMetadata({ ...metadata, resource: 'lamps' }), TypeError)
})
