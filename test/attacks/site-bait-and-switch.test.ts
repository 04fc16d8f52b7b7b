import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signedIn, submit } from '../console/developer.ts'
import { anna, definition, secretOf } from '../definition.ts'
import type { Visitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// An operator looked at an app and vouches for it. Afterwards its developer makes another one of it.

const common = { owner: anna.email, publisher: 'Nice Ltd', redirectUris: ['https://app.example.com/cb'] }

function app(clientId: string, more: object = {}): object {
  return { clientId, name: `App ${clientId}`, clientSecret: secretOf(clientId), ...common, ...more }
}

const codes = ['authorization_code', 'refresh_token']
const plain = { grantTypes: codes, scopes: ['devices:read'] }
const service = { grantTypes: ['client_credentials'], redirectUris: ['https://app.example.com/cb'] }
const phone = { clientSecret: undefined, redirectUris: ['com.example.app:/cb', 'http://127.0.0.1:9/cb'] }

type Fields = NonNullable<Parameters<typeof submit>[3]>

/** What the app was verified as, and what its developer then writes. */
const switches: readonly (readonly [title: string, app: object, fields: Fields])[] = [
  ['another name', plain, { name: 'Your Bank' }],
  ['another publisher', plain, { publisher: 'Your Bank' }],
  ['no publisher', plain, { publisher: '' }],
  ['another home page', plain, { clientUri: 'https://evil.example/' }],
  ['another host', plain, { redirectUris: 'https://evil.example/cb' }],
  ['a host below', plain, { redirectUris: 'https://x.app.example.com/cb' }],
  ['another port', plain, { redirectUris: 'https://app.example.com:8443/cb' }],
  ['an address on the device', plain, { redirectUris: 'http://127.0.0.1/cb' }],
  ['a private scheme', plain, { redirectUris: 'com.example.app:/cb' }],
  ['another private scheme', phone, { redirectUris: 'com.evil.app:/cb' }],
  ['another scope', plain, { scopes: ['devices:read', 'devices:write'] }],
  ['another policy', plain, { policy: 'openid' }],
  ['longer tokens', plain, { accessTokenSeconds: '300000000' }],
  ['no PKCE', plain, { pkce: 'not asked' }],
  ['an unsafe switch', plain, { allows: ['token-in-query'] }],
  ['no secret any more', plain, { tokenEndpointAuthMethod: 'none' }],
  ['tokens for itself', plain, { grantTypes: [...codes, 'client_credentials'] }],
  ['people instead of itself', service, { grantTypes: codes }],
  ['a code page', { dialect: 'nest' }, { redirectUris: '' }],
]

/** What an app may become without being another one. */
const harmless: readonly (readonly [title: string, app: object, fields: Fields])[] = [
  ['a path', plain, { redirectUris: 'https://app.example.com/other' }],
  ['fewer scopes', { ...plain, scopes: ['devices:read', 'openid'] }, { scopes: ['openid'] }],
  ['less to ask for', plain, { grantTypes: ['authorization_code'] }],
  ['shorter tokens', plain, { accessTokenSeconds: '60' }],
  ['a narrower way to send the secret', plain, { tokenEndpointAuthMethod: 'client_secret_basic' }],
]

const idOf = (title: string) => title.replace(/\W+/g, '-')

let latchkey: RunningLatchkey
let developer: Visitor
before(async () => {
  const clients = [...switches, ...harmless].map(([title, more]) => app(idOf(title), more))
  latchkey = await startLatchkey({ definition: { ...definition, clients } })
  developer = await signedIn(latchkey.issuer, anna)
})
after(() => latchkey.end())

async function isVerifiedAfter(title: string, fields: Fields): Promise<boolean> {
  const path = `/console/apps/${idOf(title)}`
  const isVerified = async () => /badge good">Verified/.test(await (await developer.get(path)).text())
  assert(await isVerified())
  const { response, page } = await submit(developer, `${path}/settings`, 'settings-form', fields)
  assert.equal(response.status, 303, page)
  return isVerified()
}

for (const [title, , fields] of switches)
  test(`${title}: nobody vouches for it any more`, async () => {
    assert.equal(await isVerifiedAfter(title, fields), false)
  })

for (const [title, , fields] of harmless)
  test(`${title}: it is still the app that was verified`, async () => {
    assert.equal(await isVerifiedAfter(title, fields), true)
  })

test('fields that the form has not change nothing', async () => {
  const path = '/console/apps/fewer-scopes'
  const before = await (await developer.get(path)).text()
  const more = { verified: 'true', ownerId: 'me', clientId: 'mine', state: 'active', members: '[]' }
  const strange = { ['__proto__']: 'x', constructor: 'x', secrets: '[]', counter: '9', clientSecret: 'x' }
  const { response } = await submit(developer, `${path}/settings`, 'settings-form', {
    ...more,
    ...strange,
  })
  assert.equal(response.status, 303)
  const shown = (page: string) =>
    /<dl[\s\S]*<\/dl>/.exec(page)?.[0]?.replace(/(?:code_verifier|state|challenge)[^<]*/g, '')
  assert.equal(shown(await (await developer.get(path)).text()), shown(before))
  assert.equal((await developer.get('/console/apps/mine')).status, 404)
})
