// What openid-client alone has: a configuration by hand, kept keys, its own clock.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  JWT_TIMESTAMP_CHECK,
  JWT_USERINFO_EXPECTED,
  KEY_SELECTION,
  MISSING_SERVER_METADATA,
} from 'oauth4webapi'
import * as client from 'openid-client'
import { redirectUri, secretOf } from '../definition.ts'
import { answerOf, startLibraryWorld } from './library-world.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer } = world

const secret = client.ClientSecretBasic(secretOf('basic'))

async function configured(metadata: Partial<client.ClientMetadata> = {}): Promise<client.Configuration> {
  const config = await client.discovery(issuer, 'basic', metadata, secret)
  client.enableNonRepudiationChecks(config)
  return config
}

async function signIn(config: client.Configuration) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const answer = await answerOf(url)
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
  return client.authorizationCodeGrant(config, answer, checks)
}

test('a configuration that was written by hand, and sends its secret in the body as the library does by itself', async () => {
  const url = new URL('/.well-known/openid-configuration', issuer)
  const metadata = (await (await fetch(url)).json()) as client.ServerMetadata
  const config = new client.Configuration(metadata, 'post', secretOf('post'))
  config.timeout = 10
  client.enableNonRepudiationChecks(config)
  assert.equal((await signIn(config)).claims()?.aud, 'post')
})

test('the address of a metadata document will do in place of the issuer', async () => {
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const config = await client.discovery(new URL(`/.well-known/${name}`, issuer), 'basic', {}, secret)
    client.enableNonRepudiationChecks(config)
    assert.equal(config.serverMetadata().issuer, issuer.origin)
  }
})

test('keys that were kept check the next ID token, and others do not', async () => {
  const first = await configured()
  assert.equal(client.getJwksCache(first), undefined)
  await signIn(first)
  const kept = client.getJwksCache(first) ?? assert.fail('no keys were kept')
  assert.ok(kept.jwks.keys.every(({ kid, d }) => kid !== undefined && d === undefined))
  const second = await configured()
  client.setJwksCache(second, kept)
  assert.ok((await signIn(second)).id_token)
  const third = await configured()
  client.setJwksCache(third, { jwks: { keys: [] }, uat: kept.uat })
  await assert.rejects(signIn(third), { name: 'ClientError', code: KEY_SELECTION })
})

test('an app whose clock is two days ahead finds every ID token to be over', async () => {
  const config = await configured({ [client.clockSkew]: 2 * 86_400 })
  await assert.rejects(signIn(config), { name: 'ClientError', code: JWT_TIMESTAMP_CHECK })
})

test('an app that expects signed claims, which it did not register for, takes no others', async () => {
  const config = await configured({ userinfo_signed_response_alg: 'RS256' })
  const tokens = await signIn(config)
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''), {
    name: 'ClientError',
    code: JWT_USERINFO_EXPECTED,
  })
})

test('the metadata say of no flow that it is there when it is not: devices, CIBA', async () => {
  const config = await configured()
  const missing = { name: 'ClientError', code: MISSING_SERVER_METADATA }
  await assert.rejects(client.initiateDeviceAuthorization(config, { scope: 'openid' }), missing)
  await assert.rejects(client.initiateBackchannelAuthentication(config, { scope: 'openid' }), missing)
})
