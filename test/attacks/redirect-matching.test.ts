import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { definition, redirectUri } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { authorizeUrl } from './authorization.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

async function assertPage(url: string): Promise<void> {
  const { status, headers, text } = await server.get(url, { accept: 'text/html' })
  assert.equal(status, 400, url)
  assert.equal(headers.get('location'), null, url)
  assert.match(text, /id="oauth-error"/)
}

const corpus = [
  'https://app.example.com/callback/',
  'https://app.example.com/Callback',
  'https://APP.example.com/callback',
  'https://app.example.com:443/callback',
  'https://app.example.com./callback',
  'https://app.example.com/callback?x=1',
  'https://app.example.com/callback#fragment',
  'https://app.example.com/callback/../evil',
  'https://app.example.com/callback/..;/evil',
  'https://app.example.com/%2e%2e/callback',
  'https://app.example.com/callback%252f..',
  'https://app.example.com/./callback',
  'https://app.example.com//callback',
  'https://app.example.com\\@evil.example/callback',
  'https://app.example.com@evil.example/callback',
  'https://evil.example/https://app.example.com/callback',
  'https://appxexample.com/callback',
  'https://app.example.com.evil.example/callback',
  'https://evil.example/callback',
  'http://app.example.com/callback',
  '//app.example.com/callback',
  '/callback',
  'https:app.example.com/callback',
  ' https://app.example.com/callback',
  'https://app.example.com/callback ',
  'https://app.example.com/call\tback',
  'https://app.example.com/callback\r\nLocation: https://evil.example',
  'https://app.example.com/callback\0',
  'https://аpp.example.com/callback',
  'javascript:alert(1)//https://app.example.com/callback',
  'data:text/html,https://app.example.com/callback',
  'http://localhost/callback',
  'http://127.0.0.1.evil.example/callback',
  'http://127.0.0.1:80@evil.example/callback',
  'http://127.0.0.1:99999999/callback',
  'http://127.0.0.1/callback/',
  'http://127.0.0.2/callback',
  'http://127.1/callback',
  'http://[::1]/callback',
]

for (const uri of corpus) {
  test(`CVE-2026-3872 CVE-2026-7504 CVE-2024-1132 CVE-2023-6291 CVE-2024-8883: a page and no redirect for ${JSON.stringify(uri)}`, async () => {
    await assertPage(authorizeUrl({ redirect_uri: uri }))
  })
}

test('CVE-2025-4143 CVE-2026-54072: errors of every other kind do not redirect to an unregistered URI either', async () => {
  const wrong: readonly Record<string, string | undefined>[] = [
    { response_type: 'token' },
    { prompt: 'none' },
    { scope: 'no-such-scope' },
    { code_challenge: undefined },
    { request: 'x' },
  ]
  for (const changes of wrong)
    await assertPage(authorizeUrl({ redirect_uri: 'https://evil.example/', ...changes }))
})

test('CVE-2024-52289: a registered URI is no pattern; every other text is refused', async () => {
  const mutation = fc.record({
    at: fc.nat(redirectUri.length - 1),
    cut: fc.nat(2),
    put: fc.string({ maxLength: 3, unit: 'grapheme-ascii' }),
  })
  await fc.assert(
    fc.asyncProperty(mutation, async ({ at, cut, put }) => {
      const uri = redirectUri.slice(0, at) + put + redirectUri.slice(at + cut)
      if (uri !== redirectUri) await assertPage(authorizeUrl({ redirect_uri: uri }))
    }),
    { numRuns: 150 },
  )
})

test('only the port of a registered loopback address may differ (RFC 8252 §7.3)', async () => {
  const { headers } = await server.get(
    authorizeUrl({ redirect_uri: 'http://127.0.0.1:51234/callback', prompt: 'none' }),
  )
  assert.ok(headers.get('location')?.startsWith('http://127.0.0.1:51234/callback?error=login_required'))
})

const dangerous = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://app.example.com/1',
  'https://*.example.com/callback',
  'https://app.example.com/callback#x',
  'https://user@app.example.com/callback',
  'http://app.example.com/callback',
]

const polluted = ['code', 'state', 'iss', 'error', 'error_description'].map(
  (name) => `https://app.example.com/callback?${name}=x`,
)

for (const uri of [...dangerous, ...polluted]) {
  test(`CVE-2026-67333 CVE-2026-9689: ${JSON.stringify(uri)} cannot be registered`, async () => {
    const [first] = definition.clients
    const client = { ...first, clientId: 'evil', redirectUris: [uri] }
    await assert.rejects(server.running.apply({ clients: [client] }), /redirectUris/)
  })
}

test('RFC 9700 §4.11: nobody is sent on by a bad request to an app that nobody has verified', async () => {
  const standard = await server.store.findClient('standard')
  assert.ok(standard)
  await server.store.saveClient({ ...standard, clientId: 'unverified', verified: false })
  const url = authorizeUrl({ client_id: 'unverified', response_type: 'token' })
  // Once the server knows the client, its answer to the bad request is still a page.
  await assertPage(url)
  const { headers } = await server.get(authorizeUrl({ response_type: 'token' }))
  assert.match(headers.get('location') ?? '', /^https:\/\/app\.example\.com\/callback\?error=unsupported/)
  await assertPage(url)
})
