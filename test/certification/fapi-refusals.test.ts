// docs/certification.md, FAPI 2.0 Security Profile: what must be refused, with the errors that the suite accepts.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newKey } from '../oidc/dpop.ts'
import type { TlsAnswer } from '../oidc/mtls-server.ts'
import { newVisitor } from '../sign-in.ts'
import { type Changes, type ClientDriver, driverOf, type How } from './client-driver.ts'
import { callback, type Suite, startSuite } from './suite.ts'

let suite: Suite
before(async () => {
  suite = await startSuite()
})
after(() => suite.end())

const kinds = ['key-dpop', 'key-mtls', 'certificate-dpop', 'certificate-mtls'] as const

/** RFC 6749 §5.2: one of these errors, its status, and words of the characters that are allowed. */
function assertRefused({ status, json, headers, text }: TlsAnswer, ...errors: readonly string[]): void {
  assert.ok(errors.includes(String(json.error)), text)
  assert.equal(status, json.error === 'invalid_client' ? 401 : 400)
  assert.match(String(headers['content-type']), /^application\/json/)
  assert.match(String(json.error_description), /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
}

for (const kind of kinds)
  describe(kind, () => {
    const first = () => driverOf(suite, `${kind}-1`)
    const second = () => driverOf(suite, `${kind}-2`)
    const isDpop = kind.endsWith('dpop')
    const without: How = isDpop ? { proofKey: undefined } : { certificate: undefined }

    test('no token without proof or certificate', async () => {
      const driver = await first()
      const code = await driver.code()
      const answer = await driver.token(driver.redemption(code), without)
      const errors = ['invalid_request', 'invalid_grant']
      if (isDpop) assertRefused(answer, ...errors)
      else assertRefused(answer, ...errors, 'invalid_client')
      assert.equal((await driver.token(driver.redemption(code))).status, 200, 'and the code is not lost')
    })

    test('a code is its own client’s', async () => {
      const [one, two] = [await first(), await second()]
      const code = await one.code()
      assertRefused(await two.token({ ...one.redemption(code) }), 'invalid_grant')
      assert.equal((await one.token(one.redemption(code))).status, 200)
    })

    test('the name of the other client beside what the first one has', async () => {
      const [one, two] = [await first(), await second()]
      const authentication = { ...(await one.authentication()), client_id: two.clientId }
      const answer = await one.token(one.redemption(await one.code()), { authentication })
      assertRefused(answer, 'invalid_client', 'invalid_grant')
    })

    test('a code is good once: a second later it is refused, and ends what it bought', async () => {
      const driver = await first()
      const form = driver.redemption(await driver.code())
      const { json } = await driver.token(form)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assertRefused(await driver.token(form), 'invalid_grant')
      assert.equal((await driver.read('/v1/structures', String(json.access_token))).status, 401)
    })

    test('the verifier is needed, and no other', async () => {
      const driver = await first()
      for (const code_verifier of [undefined, `${driver.verifier}x`]) {
        const form = driver.redemption(await driver.code(), { code_verifier })
        assertRefused(await driver.token(form), 'invalid_grant', 'invalid_request')
      }
    })

    test('another redirect URI than that of the request', async () => {
      const driver = await first()
      const form = driver.redemption(await driver.code(), {
        redirect_uri: `${callback}?dummy1=lorem&dummy2=ipsum`,
      })
      assertRefused(await driver.token(form), 'invalid_grant', 'invalid_request')
    })

    test('client credentials: a bound token without refresh token, and none without possession', async () => {
      const [one, two] = [await first(), await second()]
      const form = { grant_type: 'client_credentials', scope: 'structures:read' }
      const answer = await one.token(form)
      const { json, text } = answer
      assert.equal(answer.status, 200, text)
      assert.deepEqual([json.token_type, 'refresh_token' in json], [isDpop ? 'DPoP' : 'Bearer', false])
      assert.equal((await one.read('/v1/structures', String(json.access_token))).status, 200)
      assert.equal((await two.read('/v1/structures', String(json.access_token))).status, 401)
      assertRefused(await one.token(form, without), 'invalid_request', 'invalid_grant', 'invalid_client')
      const others = { authentication: { ...(await one.authentication()), client_id: two.clientId } }
      assertRefused(await one.token(form, others), 'invalid_client')
    })
  })

const pushes: Readonly<Record<string, readonly [changes: Changes, ...errors: string[]]>> = {
  'no PKCE': [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  'plain PKCE': [{ code_challenge_method: 'plain' }, 'invalid_request'],
  'no redirect_uri': [{ redirect_uri: undefined }, 'invalid_request'],
  'an unregistered redirect_uri': [{ redirect_uri: `${callback}/x` }, 'invalid_request'],
  'response_type token': [{ response_type: 'token' }, 'unsupported_response_type'],
  'response_type code id_token': [{ response_type: 'code id_token' }, 'unsupported_response_type'],
  'a request_uri': [{ request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
}

describe('pushed requests', () => {
  for (const [name, [changes, ...errors]] of Object.entries(pushes))
    test(`refused: ${name}`, async () => {
      for (const kind of kinds) {
        const driver = await driverOf(suite, `${kind}-1`)
        assertRefused(await driver.push(driver.parameters(changes)), ...errors)
      }
    })

  test('by POST alone', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await fetch(`${suite.issuer}/oauth2/par`, { method })
      assert.equal(answer.status, 405, method)
    }
  })

  test('a state and a nonce of a thousand characters, and a nonce of 64, are taken and come back', async () => {
    const driver = await driverOf(suite, 'key-dpop-1')
    for (const length of [64, 1_000]) {
      const [state, nonce] = ['s'.repeat(length), 'n'.repeat(length)]
      const { json } = await driver.push(driver.parameters({ state, nonce }))
      const to = await driver.answer({ client_id: driver.clientId, request_uri: String(json.request_uri) })
      assert.equal(to.searchParams.get('state'), state)
      const tokens = await driver.token(driver.redemption(to.searchParams.get('code') ?? ''))
      const [, payload = ''] = String(tokens.json.id_token).split('.')
      assert.equal(JSON.parse(Buffer.from(payload, 'base64url').toString()).nonce, nonce)
    }
  })
})

describe('request_uri', () => {
  const ask = (parameters: Readonly<Record<string, string>>) =>
    newVisitor(suite.issuer).get(`/oauth2/authorize?${new URLSearchParams(parameters)}`)
  const pushed = async (driver: ClientDriver) => {
    const { json } = await driver.push(driver.parameters())
    return { client_id: driver.clientId, request_uri: String(json.request_uri) }
  }
  const assertPage = async (response: Response) => {
    assert.deepEqual([response.status, response.headers.get('location')], [400, null])
    assert.match(await response.text(), /id="oauth-error"/)
  }

  test('opened twice, completed once, and then an error page', async () => {
    const driver = await driverOf(suite, 'key-dpop-1')
    const request = await pushed(driver)
    for (const _ of [1, 2]) assert.match(await (await ask(request)).text(), /id="login-form"/)
    assert.ok((await driver.answer(request)).searchParams.has('code'))
    await assertPage(await ask(request))
  })

  test('of the other client: an error page', async () => {
    const request = await pushed(await driverOf(suite, 'key-dpop-1'))
    await assertPage(await ask({ ...request, client_id: 'key-dpop-2' }))
  })

  test('what stands beside it is as if it were not there', async () => {
    const driver = await driverOf(suite, 'certificate-mtls-1')
    const beside = driver.parameters({
      state: 'another',
      nonce: 'another',
      redirect_uri: 'https://evil.example/',
    })
    const to = await driver.answer({ ...beside, ...(await pushed(driver)) })
    assert.ok(to.href.startsWith(callback))
    assert.notEqual(to.searchParams.get('state'), 'another')
  })

  test('without it: invalid_request, with the state and nothing that was not asked for', async () => {
    for (const kind of kinds) {
      const driver = await driverOf(suite, `${kind}-1`)
      const parameters = driver.parameters()
      const answer = await ask(parameters)
      const { searchParams } = new URL(answer.headers.get('location') ?? assert.fail(await answer.text()))
      assert.deepEqual(
        [searchParams.get('error'), searchParams.get('state')],
        ['invalid_request', parameters.state],
      )
      assert.deepEqual([...searchParams.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
    }
  })
})

describe('assertions', () => {
  const seconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead
  const cases: readonly (readonly [name: string, changes: () => object, isGood: boolean, header?: object])[] =
    [
      ['the issuer as aud', () => ({}), true],
      ['a list with the issuer as aud', () => ({ aud: [suite.issuer] }), false],
      [
        'a list with the issuer and another as aud',
        () => ({ aud: [suite.issuer, 'https://x.example'] }),
        false,
      ],
      ['the endpoint for pushed requests as aud', () => ({ aud: `${suite.issuer}/oauth2/par` }), false],
      ['the token endpoint as aud', () => ({ aud: `${suite.issuer}/oauth2/token` }), false],
      ['another aud', () => ({ aud: 'https://other.example.com' }), false],
      ['no sub', () => ({ sub: undefined }), false],
      ['exp five minutes ago', () => ({ exp: seconds(-300) }), false],
      ['iat and nbf 8 seconds ahead', () => ({ iat: seconds(8), nbf: seconds(8), exp: seconds(68) }), true],
      [
        'iat and nbf 61 seconds ahead',
        () => ({ iat: seconds(61), nbf: seconds(61), exp: seconds(121) }),
        false,
      ],
      ['RS256', () => ({}), false, { alg: 'RS256' }],
    ]
  for (const [name, changes, isGood, header] of cases)
    test(`${isGood ? 'taken' : 'refused'}: ${name}`, async () => {
      // The second client has a key of RSA, which could sign by RS256 too.
      const driver = await driverOf(suite, header === undefined ? 'key-dpop-1' : 'key-dpop-2')
      const own = { grant_type: 'client_credentials', scope: 'structures:read' }
      const asserted = async () => ({ authentication: await driver.authentication(changes(), header) })
      const answers = [
        await driver.push(driver.parameters(), await asserted()),
        await driver.token(own, await asserted()),
      ]
      for (const answer of answers)
        if (isGood) assert.ok(answer.status < 300, answer.text)
        else assertRefused(answer, 'invalid_client', 'invalid_request')
    })

  test('none at all: a client_id proves nothing', async () => {
    const driver = await driverOf(suite, 'key-dpop-1')
    const form = driver.redemption(await driver.code())
    const authentication = { client_id: driver.clientId }
    assertRefused(await driver.token(form, { authentication }), 'invalid_client', 'invalid_request')
  })
})

describe('keys of DPoP', () => {
  const boundBy: Readonly<Record<string, (driver: ClientDriver) => Promise<TlsAnswer>>> = {
    dpop_jkt: (driver) => driver.push(driver.parameters({ dpop_jkt: driver.dpopKey.thumbprint })),
    'the proof of the push': (driver) => driver.push(driver.parameters(), { proofKey: driver.dpopKey }),
  }
  for (const [name, push] of Object.entries(boundBy))
    test(`a code that is bound by ${name} is redeemed with that key alone`, async () => {
      for (const kind of ['key-dpop', 'certificate-dpop']) {
        const driver = await driverOf(suite, `${kind}-1`)
        const { json } = await push(driver)
        const to = await driver.answer({ client_id: driver.clientId, request_uri: String(json.request_uri) })
        const form = driver.redemption(to.searchParams.get('code') ?? '')
        const other = await driver.token(form, { proofKey: await newKey() })
        assertRefused(other, 'invalid_request', 'invalid_grant', 'invalid_dpop_proof')
        assert.equal((await driver.token(form)).status, 200)
      }
    })

  test('a push with a proof of another key than its dpop_jkt', async () => {
    const driver = await driverOf(suite, 'key-dpop-1')
    const form = driver.parameters({ dpop_jkt: driver.dpopKey.thumbprint })
    assertRefused(
      await driver.push(form, { proofKey: await newKey() }),
      'invalid_request',
      'invalid_dpop_proof',
    )
  })
})
