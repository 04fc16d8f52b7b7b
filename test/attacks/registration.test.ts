// Whoever can reach the server can register a client. What they say of it must bring nobody and nothing into danger.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { mostFromNetwork } from '../../apps/auth-server/src/registration/count-registration.ts'
import { assertSilentOf } from '../log-secrets.ts'
import { manage, register, registered, send, webApp } from '../oidc/registering.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { setTrap, type Trap } from './trap.ts'

let running: RunningLatchkey | undefined
/** What an operator allows to be called, and what stands beside it. */
let allowed: Trap | undefined
let closed: Trap | undefined
let listed: unknown = []
before(async () => {
  allowed = await setTrap((_request, response) => response.end(JSON.stringify(listed)))
  closed = await setTrap((_request, response) => response.end('[]'))
  running = await startLatchkey({ env: { LATCHKEY_OUTBOUND_ALLOW: `127.0.0.1:${allowed.port}` } })
})
after(async () => {
  await running?.end()
  await Promise.all([allowed?.end(), closed?.end()])
})
const latchkey = () => running ?? assert.fail('the server is not there')
const issuer = () => latchkey().issuer

async function assertRefused(metadata: object, what: string): Promise<void> {
  const { status, json } = await register(issuer(), { ...webApp, ...metadata })
  assert.equal(status, 400, what)
  assert.match(String(json.error), /^invalid_(?:redirect_uri|client_metadata)$/, what)
}

const dangerous = [
  ...['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)'],
  ...['java\tscript:alert(1)', '\u0001javascript:alert(1)', 'javascript://app.example.com/%0Aalert(1)'],
  ...['data:text/html,<script>alert(1)</script>', 'DATA:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox(1)'],
  ...[
    'file:///etc/passwd',
    'blob:https://app.example.com/1',
    'about:blank',
    'view-source:https://app.example.com/',
  ],
  ...['filesystem:https://app.example.com/x', 'ws://app.example.com/', 'ftp://app.example.com/'],
  ...['intent://x#Intent;scheme=https;end', 'app:/callback', 'x-javascript:alert(1)'],
]

describe('dangerous schemes (CVE-2026-67333)', () => {
  it('no redirect URI and no address after a sign-out has one', async () => {
    for (const uri of dangerous) {
      await assertRefused({ redirect_uris: [uri] }, uri)
      await assertRefused({ redirect_uris: [uri], application_type: 'native' }, uri)
      await assertRefused({ post_logout_redirect_uris: [uri] }, uri)
    }
  })

  it('nor has what a person follows, and what the server calls', async () => {
    const names = ['client_uri', 'logo_uri', 'policy_uri', 'tos_uri', 'initiate_login_uri', 'jwks_uri']
    const called = ['sector_identifier_uri', 'backchannel_logout_uri', 'frontchannel_logout_uri']
    for (const name of [...names, ...called])
      for (const uri of dangerous) await assertRefused({ [name]: uri }, `${name} ${uri}`)
    for (const uri of dangerous) await assertRefused({ request_uris: [uri] }, uri)
  })

  it('an update brings none in either', async () => {
    const client = await registered(issuer())
    for (const uri of dangerous) {
      const wanted = { ...webApp, client_id: client.client_id, redirect_uris: [uri] }
      assert.equal((await manage(client, 'PUT', wanted)).status, 400, uri)
    }
    assert.deepEqual((await manage(client, 'GET')).json.redirect_uris, webApp.redirect_uris)
  })
})

describe('answers that hold a parameter twice (CVE-2026-9689)', () => {
  const taken = ['code', 'state', 'iss', 'error', 'error_description', 'response', 'id_token', 'access_token']
  it('a redirect URI has no parameter of the answer, however it is written', async () => {
    for (const name of taken) {
      const encoded = name.replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
      for (const query of [
        `${name}=x`,
        name,
        `a=b&${name}=x`,
        `${encoded}=x`,
        `${name.slice(0, 1)}=1&${name}`,
      ])
        await assertRefused({ redirect_uris: [`https://app.example.com/cb?${query}`] }, query)
    }
    const client = await registered(issuer(), {
      ...webApp,
      redirect_uris: ['https://app.example.com/cb?tenant=7'],
    })
    assert.deepEqual(client.redirect_uris, ['https://app.example.com/cb?tenant=7'])
  })
})

describe('addresses that the server would call (CVE-2026-1180)', () => {
  const inside = () => `http://127.0.0.1:${closed?.port}/`
  it('the document of a sector is read at no address that nobody allowed, and no answer says what is there', async () => {
    const nowhere = [
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/',
      'https://localhost/',
      'https://unknown.invalid/',
    ]
    const told = new Set<unknown>()
    for (const url of [inside(), ...nowhere]) {
      const { status, json } = await register(issuer(), { ...webApp, sector_identifier_uri: url })
      assert.deepEqual([status, json.error], [400, 'invalid_client_metadata'], url)
      told.add(json.error_description)
    }
    assert.deepEqual([...told], ['sector_identifier_uri: no list of redirect URIs could be read there'])
    assert.equal(closed?.connections(), 0)
  })

  it('what is only kept is not called when it is registered', async () => {
    const { origin } = new URL('https://app.example.com/')
    const before = allowed?.connections()
    const url = `http://127.0.0.1:${allowed?.port}/`
    await registered(issuer(), {
      ...webApp,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: url,
      request_uris: [url],
      backchannel_logout_uri: url,
      frontchannel_logout_uri: `${origin}/out`,
    })
    assert.equal(allowed?.connections(), before)
  })

  it('a document of the sector has to list every redirect URI', async () => {
    const url = `http://127.0.0.1:${allowed?.port}/sector`
    const uris = ['https://a.example.com/cb', 'https://b.example.com/cb']
    const asked = { ...webApp, redirect_uris: uris, subject_type: 'pairwise', sector_identifier_uri: url }
    for (const wrong of [[], [uris[0]], { 0: uris[0], 1: uris[1] }, uris.join(' '), null, [uris]]) {
      listed = wrong
      const { status, json } = await register(issuer(), asked)
      assert.deepEqual([status, json.error], [400, 'invalid_client_metadata'], JSON.stringify(wrong))
    }
    listed = [...uris, 'https://c.example.com/cb']
    const client = await registered(issuer(), asked)
    const other = {
      ...asked,
      client_id: client.client_id,
      redirect_uris: ['https://elsewhere.example.com/cb'],
    }
    assert.equal((await manage(client, 'PUT', other)).status, 400, 'an update is checked as well')
    listed = ['x'.repeat(70_000), ...uris]
    assert.equal((await register(issuer(), asked)).status, 400, 'a document that never ends')
  })
})

describe('garbage and floods', () => {
  it('ten thousand bytes of anything are refused, and are no fault of the server', async () => {
    const url = `${issuer()}/oauth2/register`
    for (let time = 0; time < 20; time++) {
      const garbage = randomBytes(10_000)
      for (const body of [garbage.toString('latin1'), `{"client_name":"${garbage.toString('base64')}"}`]) {
        const { status, json } = await send(url, 'POST', body)
        assert.deepEqual([status, json.error], [400, 'invalid_client_metadata'])
      }
    }
    const deep = `{"jwks":${'['.repeat(9_000)}${']'.repeat(9_000)},"redirect_uris":["https://app.example.com/"]}`
    assert.equal((await send(url, 'POST', deep)).status, 400)
    const keys = JSON.stringify(
      Object.fromEntries(Array.from({ length: 800 }, (_, at) => [`member_${at}`, at])),
    )
    assert.equal((await send(url, 'POST', keys)).status, 400)
    assertSilentOf(latchkey().output, new Set())
  })

  it('one network registers only so many clients in an hour, and hears how long to wait', async () => {
    const client = await registered(issuer())
    const answers = await Promise.all(
      Array.from({ length: mostFromNetwork + 20 }, () => register(issuer(), webApp)),
    )
    const refused = answers.filter(({ status }) => status === 429)
    assert.ok(refused.length >= 20, String(refused.length))
    const made = answers.filter(({ status }) => status === 201)
    assert.ok(made.length <= mostFromNetwork && made.length + refused.length === answers.length)
    for (const { headers, json } of refused) {
      assert.equal(json.error, 'temporarily_unavailable')
      const wait = Number(headers.get('retry-after'))
      assert.ok(wait > 0 && wait <= 3600, String(wait))
    }
    assert.equal((await register(issuer(), webApp)).status, 429)
    const update = { ...webApp, client_id: client.client_id }
    assert.equal((await manage(client, 'PUT', update)).status, 429)
    assert.equal((await manage(client, 'GET')).status, 200)
    assert.equal((await manage(client, 'DELETE')).status, 204, 'to go is always possible')
  })
})

describe('a closed registration', () => {
  it('is not there, and nothing says that it were; who registered before can still go', async () => {
    const before = await startLatchkey({})
    const client = await registered(before.issuer)
    await before.stop()
    const env = { LATCHKEY_REGISTRATION: 'closed' }
    const after = await startLatchkey({ folder: before.folder, port: before.port, env })
    try {
      assert.equal((await register(after.issuer, webApp)).status, 404)
      for (const name of ['openid-configuration', 'oauth-authorization-server']) {
        const { json } = await send(`${after.issuer}/.well-known/${name}`, 'GET')
        assert.equal('registration_endpoint' in json, false)
      }
      assert.equal((await manage(client, 'GET')).status, 200)
      assert.equal((await manage(client, 'DELETE')).status, 204)
    } finally {
      await after.end()
    }
  })

  it('it is closed where nobody may make an account, unless it is opened', async () => {
    for (const [env, status] of [
      [{ LATCHKEY_SIGN_UP: 'closed' }, 404],
      [{ LATCHKEY_SIGN_UP: 'closed', LATCHKEY_REGISTRATION: 'open' }, 201],
    ] as const) {
      const server = await startLatchkey({ env })
      assert.equal((await register(server.issuer, webApp)).status, status)
      await server.end()
    }
  })
})
