import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { secretOf } from '../definition.ts'
import { type DpopKey, dpopDefinition, newKey, proofFor } from '../oidc/dpop.ts'
import { type Answer, type Form, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// RFC 9700 §4.10: what a thief cannot do with a token that is bound to a key, and with proofs that were seen on the way.

let server: SeededLatchkey
let owner: DpopKey
let thief: DpopKey
let token: string
let refreshToken: string

before(async () => {
  const keys = await Promise.all([newKey(), newKey(), newKey('PS256')])
  ;[owner, thief] = keys
  server = await startSeeded({ definition: await dpopDefinition(keys[2]) })
  const { json } = await askForTokens('public', await codeForm('public'), owner)
  token = String(json.access_token)
  refreshToken = String(json.refresh_token)
})
after(() => server.end())

async function codeForm(clientId: string): Promise<Form> {
  return server.redemption(clientId, await server.newCode(clientId))
}

async function askForTokens(clientId: string, form: Form, by: DpopKey | undefined): Promise<Answer> {
  const secret = clientId === 'public' ? {} : { client_secret: secretOf(clientId) }
  const headers: Form =
    by === undefined ? {} : { dpop: await proofFor(by, { url: `${server.issuer}/oauth2/token` }) }
  return server.post('/oauth2/token', { client_id: clientId, ...secret, ...form }, headers)
}

const places = { 'the device API': '/v1/structures', userinfo: '/oauth2/userinfo' }

const proofAt = (key: DpopKey, path: string, accessToken = token, method = 'GET') =>
  proofFor(key, { url: server.issuer + path, method, accessToken })

function present(
  path: string,
  dpop: string | undefined,
  scheme = 'DPoP',
  accessToken = token,
): Promise<Answer> {
  const authorization = `${scheme} ${accessToken}`
  return server.get(path, dpop === undefined ? { authorization } : { authorization, dpop })
}

for (const [place, path] of Object.entries(places)) {
  test(`a stolen token is worth nothing without its key: ${place}`, async () => {
    const tries = [
      present(path, undefined, 'Bearer'),
      present(path, undefined),
      present(path, await proofAt(thief, path)),
      present(path, await proofAt(thief, path), 'Bearer'),
      present(path, await proofAt(owner, path), 'Bearer'),
    ]
    assert.deepEqual(
      (await Promise.all(tries)).map(({ status }) => status),
      [401, 401, 401, 401, 401],
    )
    assert.equal((await present(path, await proofAt(owner, path))).status, 200)
  })

  test(`one proof sent twenty times at once is one request: ${place}`, async () => {
    const proof = await proofAt(owner, path)
    const answers = await Promise.all(Array.from({ length: 20 }, () => present(path, proof)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal(answers.filter(({ json }) => json.error === 'invalid_dpop_proof').length, 19)
  })

  test(`a proof that was seen is no good for another method, address or token: ${place}`, async () => {
    const others = Object.values(places).filter((one) => one !== path)
    const second = String((await askForTokens('plain', await codeForm('plain'), owner)).json.access_token)
    const tries = [
      present(path, await proofAt(owner, others[0] ?? '')),
      present(path, await proofAt(owner, path, token, 'POST')),
      present(path, await proofAt(owner, path), 'DPoP', second),
      present(path, await proofFor(owner, { url: `${server.issuer}/oauth2/token` })),
    ]
    assert.deepEqual(
      (await Promise.all(tries)).map(({ status }) => status),
      [401, 401, 401, 401],
    )
  })

  test(`the address of a proof is the configured one, whatever Host and forwarded headers say: ${place}`, async () => {
    const proof = await proofFor(owner, {
      url: `https://evil.example${path}`,
      method: 'GET',
      accessToken: token,
    })
    const forged = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    }
    const headers = { authorization: `DPoP ${token}`, dpop: proof, ...forged }
    assert.equal((await server.get(path, headers)).status, 401)
    const right = { ...headers, dpop: await proofAt(owner, path) }
    assert.equal((await server.get(path, right)).status, 200)
  })
}

test('a token in the body of a request to userinfo is a bearer token, which a bound one is not', async () => {
  const dpop = await proofAt(owner, '/oauth2/userinfo', token, 'POST')
  assert.equal((await server.post('/oauth2/userinfo', { access_token: token }, { dpop })).status, 401)
})

test('one proof sent twenty times at once buys one token', async () => {
  const dpop = await proofFor(owner, { url: `${server.issuer}/oauth2/token` })
  const form = { grant_type: 'client_credentials', client_id: 'bound', client_secret: secretOf('bound') }
  const send = () => server.post('/oauth2/token', form, { dpop })
  const answers = await Promise.all(Array.from({ length: 20 }, send))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(answers.filter(({ json }) => json.error === 'invalid_dpop_proof').length, 19)
})

test('a stolen refresh token of a client without secret buys nothing, and its owner loses nothing', async () => {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  for (const by of [thief, undefined]) {
    const { status, json } = await askForTokens('public', form, by)
    assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  }
  assert.equal((await askForTokens('public', form, owner)).status, 200)
})

test('a stolen code that is bound to a key buys nothing, and is not burnt', async () => {
  const seed = { confirmation: { jkt: owner.thumbprint } }
  const form = server.redemption('public', await server.newCode('public', seed))
  for (const by of [thief, undefined])
    assert.equal((await askForTokens('public', form, by)).json.error, 'invalid_grant')
  assert.equal((await askForTokens('public', form, owner)).status, 200)
})

test('twenty keys race for one refresh token that is not bound yet: one of them has it from then on', async () => {
  const { json } = await askForTokens('public', await codeForm('public'), undefined)
  const form = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
  const keys = await Promise.all(Array.from({ length: 20 }, () => newKey()))
  const answers = await Promise.all(keys.map((key) => askForTokens('public', form, key)))
  const successors = new Set(
    answers.filter(({ status }) => status === 200).map((answer) => answer.json.refresh_token),
  )
  assert.equal(successors.size, 1)
  const next = { grant_type: 'refresh_token', refresh_token: String([...successors][0]) }
  const later = await Promise.all(keys.map((key) => askForTokens('public', next, key)))
  assert.equal(later.filter(({ status }) => status === 200).length, 1)
})

test('introspection tells an API the key, so that it cannot take the token for a bearer token', async () => {
  const bound = await askForTokens('bound', { grant_type: 'client_credentials' }, owner)
  const { json } = await server.introspect('bound', String(bound.json.access_token))
  assert.deepEqual([json.token_type, json.cnf], ['DPoP', { jkt: owner.thumbprint }])
})
