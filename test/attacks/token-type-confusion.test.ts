import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { redirectUri } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { newVisitor } from '../sign-in.ts'

// A token that calls itself something else, or says itself how it is to be checked. Every kind at every place that takes
// another: ../matrices/token-kinds.test.ts.

let server: SeededLatchkey
let accessToken: string
let idToken: string
before(async () => {
  server = await startSeeded()
  const audience = ['https://meter.example.com']
  accessToken = (await server.connect('standard', { audience })).accessToken
  const code = await server.newCode('standard')
  idToken = String((await server.token('standard', server.redemption('standard', code))).json.id_token)
})
after(() => server.end())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function publicKey(kid: unknown): Promise<object> {
  const { keys } = (await server.get('/oauth2/jwks')).json as { keys: { kid: string }[] }
  return keys.find((key) => key.kid === kid) ?? assert.fail(`no key ${kid}`)
}

/** The same claims under another header, by whatever means a thief has. */
async function forgeries(genuine: string): Promise<Record<string, string>> {
  const header = decodeProtectedHeader(genuine)
  const [head = '', claims = '', signature = ''] = genuine.split('.')
  const thief = await generateKeyPair('ES256', { extractable: true })
  const known = await publicKey(header.kid)
  const hmac = (text: string) => createHmac('sha256', JSON.stringify(known)).update(text).digest('base64url')
  const byHmac = `${encode({ ...header, alg: 'HS256' })}.${claims}`
  const signed = (more: object) =>
    new SignJWT(decodeJwt(genuine))
      .setProtectedHeader({ ...header, ...more, alg: 'ES256' })
      .sign(thief.privateKey)
  return {
    'without a signature': `${encode({ ...header, alg: 'none' })}.${claims}.`,
    'with alg None in another case': `${encode({ ...header, alg: 'nOnE' })}.${claims}.`,
    'with its signature cut off': `${head}.${claims}.`,
    'with the public key as a secret': `${byHmac}.${hmac(byHmac)}`,
    'by another key under our kid': await signed({}),
    'by a key that it brings along': await signed({ kid: undefined, jwk: await exportJWK(thief.publicKey) }),
    'by a key at an address that it names': await signed({
      jku: 'https://evil.example/jwks',
      x5u: 'https://evil.example',
    }),
    'by a kid that is a path': await signed({ kid: '../../dev/null' }),
    'with another type': `${encode({ ...header, typ: header.typ === 'JWT' ? 'at+jwt' : 'JWT' })}.${claims}.${signature}`,
    'with an extension that must be understood': `${encode({ ...header, crit: ['exp'] })}.${claims}.${signature}`,
    'with a part too many': `${genuine}.${signature}`,
  }
}

test('CVE-2026-1529: an access token that is signed otherwise is refused everywhere', async () => {
  assert.deepEqual(await server.acceptedAt('standard', accessToken), ['introspection', 'userinfo'])
  for (const [name, forged] of Object.entries(await forgeries(accessToken)))
    assert.deepEqual(await server.acceptedAt('standard', forged), [], name)
})

/** Whether the person is led back to the app at once: only an ID token of ours says that the app may ask so. */
async function leads(hint: string): Promise<boolean> {
  const query = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: redirectUri })
  const answer = await newVisitor(server.issuer).get(`/oauth2/logout?${query}&client_id=standard`)
  return answer.headers.get('location')?.startsWith(redirectUri) ?? false
}

test('CVE-2026-1529: an ID token that is signed otherwise is no hint and no access token', async () => {
  const [standard] = (await server.store.listClients()).filter(({ clientId }) => clientId === 'standard')
  assert.ok(standard)
  await server.store.saveClient({ ...standard, postLogoutRedirectUris: [redirectUri] })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  assert.equal(await leads(idToken), true)
  for (const [name, forged] of Object.entries(await forgeries(idToken))) {
    assert.equal(await leads(forged), false, name)
    assert.deepEqual(await server.acceptedAt('standard', forged), [], name)
  }
})

test('CVE-2026-101023: an access token is no refresh token, and a refresh token none, whatever prefix is put before it', async () => {
  const { accessToken: sealed, refreshToken = '' } = await server.connect('standard')
  const body = (token: string) => token.slice('lk_at_1'.length)
  for (const forged of [sealed, `lk_rt_1${body(sealed)}`, body(sealed)])
    assert.equal((await server.refresh('standard', forged)).status, 400)
  for (const forged of [
    refreshToken,
    `lk_at_1${body(refreshToken)}`,
    `lk_at_4${body(refreshToken)}`,
    `c.4${body(sealed)}`,
  ])
    assert.ok(!(await server.acceptedAt('standard', forged)).includes('device API'))
})
