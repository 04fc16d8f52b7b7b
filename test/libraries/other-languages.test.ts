// Libraries of other languages, as their documentation says, over TLS with an authority of the test's own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority, readCertificate } from '../test-authority.ts'
import { hasLibrary, runStory } from './run-story.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const authority = makeTestAuthority()
// The person's side of this process.
setDefaultCACertificates([...getCACertificates(), readCertificate(authority)])
const pair = await generateKeyPair('ES256', { extractable: true })
let latchkey: RunningLatchkey | undefined

before(async () => {
  const port = await freePort()
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: `https://localhost:${port}` }
  latchkey = await startLatchkey({ definition: { ...definition, clients: await clients() }, env, port })
})
after(async () => {
  await latchkey?.end()
  authority.end()
})

async function clients(): Promise<readonly object[]> {
  const signing = {
    clientId: 'signing',
    name: 'App that signs',
    redirectUris: [redirectUri],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: ['openid', 'email', 'structures:read'],
    jwks: { keys: [await exportJWK(pair.publicKey)] },
  }
  const others = ['standard', 'openid'].map((clientId) => ({
    ...definition.clients.find((client) => 'clientId' in client && client.clientId === clientId),
    grantTypes: signing.grantTypes,
  }))
  const unsigned = { ...signing, clientId: 'without-secret', name: 'App without secret', jwks: undefined }
  const open = { ...unsigned, grantTypes: ['authorization_code', 'refresh_token'] }
  return [signing, ...others, JSON.parse(JSON.stringify(open))]
}

const setting = () => ({ issuer: latchkey?.issuer ?? assert.fail(), redirectUri })

test('Authlib of Python: Basic, body, private_key_jwt; ID token, refresh, introspection, revocation', async (t) => {
  const python = '/usr/bin/python3'
  const needs = 'apt-get install python3-authlib python3-requests'
  if (!hasLibrary(t, [python, '-c', 'import authlib, requests'], needs)) return
  const apps = [
    ['standard', 'client_secret_basic', secretOf('standard')],
    ['openid', 'client_secret_post', secretOf('openid')],
    ['signing', 'private_key_jwt', await exportPKCS8(pair.privateKey)],
  ]
  const story = { command: python, args: ['authlib_story.py'], cwd: here, env: authority.clientEnv }
  const everything = {
    sub: true,
    email: anna.email,
    homes: 200,
    refreshed: true,
    active: true,
    activeAfterRevocation: false,
  }
  assert.deepEqual(await runStory(story, { ...setting(), apps }), {
    'standard by client_secret_basic': everything,
    'standard for itself by client_secret_basic': 'Bearer',
    'openid by client_secret_post': everything,
    'openid for itself by client_secret_post': 'Bearer',
    'signing by private_key_jwt': everything,
    'signing for itself by private_key_jwt': 'Bearer',
  })
})

test('golang.org/x/oauth2: secret in header and body, no secret; refresh by itself, client credentials, a replay refused', async (t) => {
  const probe = ['sh', '-c', 'go version && test -d /usr/share/gocode/src/golang.org/x/oauth2'] as const
  if (!hasLibrary(t, probe, 'apt-get install golang-go golang-golang-x-oauth2-dev')) return
  const env = { ...authority.clientEnv, GOPATH: '/usr/share/gocode', GO111MODULE: 'off', GOFLAGS: '' }
  const story = { command: 'go', args: ['run', 'story.go'], cwd: `${here}x-oauth2`, env }
  const apps = [
    { clientId: 'standard', secret: secretOf('standard'), style: 'header' },
    { clientId: 'openid', secret: secretOf('openid'), style: 'body' },
    { clientId: 'without-secret', secret: '', style: 'body' },
  ]
  const everything = { homes: 200, type: 'Bearer', idToken: true, refreshed: true, replayRefused: true }
  assert.deepEqual(await runStory(story, { ...setting(), apps }), {
    'standard by header': everything,
    'standard for itself by header': 'Bearer',
    'openid by body': everything,
    'openid for itself by body': 'Bearer',
    'without-secret by body': everything,
  })
})

test('the oauth2 gem of Ruby: Basic and body, refresh, client credentials, a replay refused', async (t) => {
  if (!hasLibrary(t, ['ruby', '-e', 'require "oauth2"'], 'apt-get install ruby ruby-oauth2')) return
  const story = { command: 'ruby', args: ['oauth2_story.rb'], cwd: here, env: authority.clientEnv }
  const apps = [
    ['standard', 'basic_auth', secretOf('standard')],
    ['openid', 'request_body', secretOf('openid')],
  ]
  const everything = {
    email: anna.email,
    homes: 200,
    refreshed: true,
    expires: true,
    refusal: 'invalid_grant',
  }
  assert.deepEqual(await runStory(story, { ...setting(), apps }), {
    'standard by basic_auth': everything,
    'openid by request_body': everything,
    'standard for itself by basic_auth': 'Bearer',
    'openid for itself by request_body': 'Bearer',
  })
})
