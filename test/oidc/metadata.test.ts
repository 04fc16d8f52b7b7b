// docs/certification.md: the metadata documents. Long because it is a table of every member that is registered.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { type OpenIdWorld, startOpenIdWorld } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

const address = z.string().refine((uri) => URL.canParse(uri) && !uri.includes('#'))
const words = z.array(z.string().min(1)).min(1)
const flag = z.boolean()
const languageTags = words.refine((tags) => tags.every((tag) => Intl.getCanonicalLocales(tag)[0] === tag))
const algorithms = words.refine(
  (names) => !names.includes('none') && !names.some((name) => name.startsWith('HS')),
)

/** IANA OAuth Authorization Server Metadata, RFC 8414 §2. */
const ofServer = {
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address.optional(),
  scopes_supported: words.optional(),
  response_types_supported: words,
  response_modes_supported: words.optional(),
  grant_types_supported: words.optional(),
  token_endpoint_auth_methods_supported: words.optional(),
  token_endpoint_auth_signing_alg_values_supported: algorithms.optional(),
  service_documentation: address.optional(),
  ui_locales_supported: languageTags.optional(),
  op_policy_uri: address.optional(),
  op_tos_uri: address.optional(),
  revocation_endpoint: address.optional(),
  revocation_endpoint_auth_methods_supported: words.optional(),
  revocation_endpoint_auth_signing_alg_values_supported: algorithms.optional(),
  introspection_endpoint: address.optional(),
  introspection_endpoint_auth_methods_supported: words.optional(),
  introspection_endpoint_auth_signing_alg_values_supported: algorithms.optional(),
  code_challenge_methods_supported: words.optional(),
  // RFC 8628, RFC 8705, RFC 9101, RFC 9126, RFC 9207, RFC 9396, RFC 9449, RFC 9701, JARM
  device_authorization_endpoint: address.optional(),
  tls_client_certificate_bound_access_tokens: flag.optional(),
  mtls_endpoint_aliases: z.record(z.string(), address).optional(),
  // draft-ietf-oauth-client-id-metadata-document, which assistants look for
  client_id_metadata_document_supported: flag.optional(),
  require_signed_request_object: flag.optional(),
  pushed_authorization_request_endpoint: address.optional(),
  require_pushed_authorization_requests: flag.optional(),
  authorization_details_types_supported: words.optional(),
  authorization_response_iss_parameter_supported: flag.optional(),
  dpop_signing_alg_values_supported: algorithms.optional(),
  introspection_signing_alg_values_supported: algorithms.optional(),
  introspection_encryption_alg_values_supported: algorithms.optional(),
  introspection_encryption_enc_values_supported: algorithms.optional(),
  authorization_signing_alg_values_supported: algorithms.optional(),
  // The registry holds the members of OpenID Connect too
  id_token_signing_alg_values_supported: algorithms,
  userinfo_signing_alg_values_supported: algorithms.optional(),
  // OpenID Connect members that request objects share with RFC 9101
  request_parameter_supported: flag.optional(),
  request_uri_parameter_supported: flag.optional(),
  require_request_uri_registration: flag.optional(),
  request_object_signing_alg_values_supported: algorithms.optional(),
}

/** OpenID Connect Discovery §3, RP-Initiated, Back-Channel and Front-Channel Logout. */
const ofOpenId = {
  ...ofServer,
  userinfo_endpoint: address,
  acr_values_supported: words.optional(),
  subject_types_supported: words,
  display_values_supported: z.array(z.enum(['page', 'popup', 'touch', 'wap'])).optional(),
  claim_types_supported: z.array(z.enum(['normal', 'aggregated', 'distributed'])).optional(),
  claims_supported: words,
  claims_locales_supported: languageTags.optional(),
  claims_parameter_supported: flag.optional(),
  end_session_endpoint: address.optional(),
  backchannel_logout_supported: flag.optional(),
  backchannel_logout_session_supported: flag.optional(),
  frontchannel_logout_supported: flag.optional(),
  frontchannel_logout_session_supported: flag.optional(),
}

async function document(name: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${world.issuer}/.well-known/${name}`)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return (await response.json()) as Readonly<Record<string, unknown>>
}

test('both documents hold registered members only, each of its type', async () => {
  z.strictObject(ofServer).parse(await document('oauth-authorization-server'))
  z.strictObject(ofOpenId).parse(await document('openid-configuration'))
})

test('the issuer is the address of the document without its suffix, and every endpoint is at it', async () => {
  const metadata = await document('openid-configuration')
  assert.equal(metadata.issuer, world.issuer)
  for (const [name, value] of Object.entries(metadata))
    if (/_endpoint$|_uri$/.test(name)) assert.equal(new URL(String(value)).origin, world.issuer, name)
})

test('what OpenID Connect offers: every claim, acr, subject type and algorithm that works', async () => {
  const metadata = await document('openid-configuration')
  const every = ['RS256', 'ES256', 'PS256', 'EdDSA']
  assert.deepEqual(metadata.id_token_signing_alg_values_supported, every)
  assert.deepEqual(metadata.userinfo_signing_alg_values_supported, every)
  assert.deepEqual(metadata.subject_types_supported, ['public', 'pairwise'])
  assert.deepEqual(metadata.acr_values_supported, ['urn:latchkey:acr:password'])
  assert.deepEqual(metadata.claim_types_supported, ['normal'])
  assert.equal(metadata.claims_parameter_supported, true)
  const claims = metadata.claims_supported as string[]
  for (const name of [
    'sub',
    'acr',
    'auth_time',
    'name',
    'updated_at',
    'email_verified',
    'address',
    'phone_number',
  ])
    assert.ok(claims.includes(name), name)
  assert.equal(new Set(claims).size, claims.length)
  const scopes = metadata.scopes_supported as string[]
  for (const name of ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])
    assert.ok(scopes.includes(name), name)
})

test('what is not built is not named', async () => {
  const metadata = await document('openid-configuration')
  for (const name of [
    'check_session_iframe',
    'id_token_encryption_alg_values_supported',
    'claims_locales_supported',
  ])
    assert.equal(name in metadata, false, name)
})
