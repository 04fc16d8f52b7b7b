import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dialectNames, dialects } from '@latchkey/dialects'
import { signedIn } from '../console/developer.ts'
import { anna } from '../definition.ts'
import { matrixClient, matrixDefinition } from '../matrices/matrix-clients.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

// What RFC 9700 and OWASP ASVS 5.0 V10 ask of a server and no class of attack has in its suite. docs/security.md goes through
// all of it.

const clientOf = (dialect: string) => `current-${dialect}`
const withCodes = dialectNames.filter((name) => dialects[name].paths.authorize.length > 0)

let server: SeededLatchkey
before(async () => {
  const clients = dialectNames.map((dialect) => matrixClient(clientOf(dialect), dialect))
  server = await startSeeded({ definition: matrixDefinition(clients) })
})
after(() => server.end())

function urlOf(dialect: (typeof withCodes)[number], changes: Readonly<Record<string, string>> = {}): string {
  return authorizeUrl({ client_id: clientOf(dialect), ...changes }, dialects[dialect].paths.authorize[0])
}

test('RFC 9700 §2.1.2: no dialect answers with a token in a redirect', async () => {
  for (const dialect of withCodes) {
    for (const type of ['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'none']) {
      const { headers, text } = await server.get(urlOf(dialect, { response_type: type, nonce: 'n' }))
      const location = new URL(headers.get('location') ?? 'none:')
      assert.equal(
        location.searchParams.get('error'),
        'unsupported_response_type',
        `${dialect} ${type} ${text}`,
      )
      assert.equal(location.hash, '')
    }
  }
})

test('RFC 9700 §2.4: no dialect takes a password for a token', async () => {
  for (const dialect of dialectNames) {
    const form = { grant_type: 'password', username: anna.email, password: anna.password, scope: '' }
    const { status, text } = await server.token(clientOf(dialect), form)
    assert.equal(status, 400, text)
    assert.doesNotMatch(text, /access_token"/)
  }
})

/** Every answer on the way of a person, from the first page to the app. */
async function journey(): Promise<readonly { readonly response: Response; readonly text: string }[]> {
  const visitor = newVisitor(server.issuer)
  const seen: { response: Response; text: string }[] = []
  const see = async (response: Response) => {
    const text = await response.text()
    seen.push({ response, text })
    return text
  }
  const login = await see(await visitor.get(urlOf('standard', { prompt: 'consent' })))
  const signedIn = await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
  await see(signedIn)
  const asked = await see(await visitor.get(signedIn.headers.get('location') ?? ''))
  const fields = hiddenFields(asked, 'consent-form')
  await see(await visitor.post('/consent', { ...fields, decision: 'accept' }))
  await see(await visitor.get(urlOf('standard', { redirect_uri: 'https://evil.example/' })))
  return seen
}

test('RFC 9700 §4.12: who posts a password or an answer is sent on by 303, so that nothing of it goes along', async () => {
  const [, signedIn, , accepted] = await journey()
  assert.equal(signedIn?.response.status, 303)
  assert.equal(accepted?.response.status, 303)
  assert.match(
    accepted?.response.headers.get('location') ?? '',
    /^https:\/\/app\.example\.com\/callback\?code=/,
  )
  const asked = Object.fromEntries(new URL(urlOf('standard'), server.issuer).searchParams)
  assert.equal((await server.post('/oauth2/authorize', asked)).status, 303)
})

test('RFC 9700 §4.2 §4.16: no page loads anything from elsewhere, tells where the person was, or stands in a frame', async () => {
  for (const { response, text } of await journey()) {
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    assert.equal(response.headers.get('referrer-policy'), 'same-origin')
    assert.equal(response.headers.get('x-frame-options'), 'DENY')
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
    )
    assert.match(response.headers.get('cache-control') ?? '', /no-store/)
    assert.doesNotMatch(text, /<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!\/|data:)/)
  }
})

test('RFC 9700 §2.6: no other origin can read a page or the authorize URL', async () => {
  const origin = 'https://evil.example'
  for (const path of [
    ...withCodes.map((dialect) => urlOf(dialect)),
    '/login',
    '/consent',
    '/logout',
    '/home',
  ]) {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const headers = { origin, 'access-control-request-method': 'GET', accept: 'text/html' }
      const answer = await server.send(path, { method, headers })
      assert.equal(answer.headers.get('access-control-allow-origin'), null, `${method} ${path}`)
    }
  }
})

test('RFC 9700 §4.17: no script of ours speaks to another window', () => {
  const folder = fileURLToPath(new URL('../../apps/auth-server/src/pages/scripts', import.meta.url))
  const scripts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  assert.ok(scripts.length > 2)
  for (const script of scripts) assert.doesNotMatch(script, /postMessage|opener|window\.parent|\.top\b/)
})

test('RFC 9700 §2.1: an app is answered at no address by plain http but on this device and in the home', async () => {
  for (const uri of [
    'http://app.example.com/callback',
    'http://8.8.8.8/callback',
    'http://169.254.169.254/',
  ]) {
    const client = {
      clientId: 'plain-http',
      name: 'Plain',
      clientSecret: 'a-long-secret-for-plain',
      redirectUris: [uri],
    }
    await assert.rejects(server.running.apply({ clients: [client] }), /redirectUris/)
  }
})

test('ASVS 10.7.2: the question says who asks, for what, which homes, for how long, where to, and where to take it back', async () => {
  const [, , asked] = await journey()
  const text = (asked?.text ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  for (const words of [
    'App current-standard',
    'See your devices and what they measure',
    'Annas hus',
    'It keeps this access for 1 year at most: until you disconnect it, or until it has not used it for 90 days.',
    'app.example.com',
    'You can take it back at any time',
  ])
    assert.ok(text.includes(words), `${words}: ${text}`)
})

test('ASVS 10.1.1: our own pages live by a cookie that no script reads, and no token is on them', async () => {
  const visitor = await signedIn(server.issuer, anna)
  for (const path of ['/', '/home', '/home/apps', '/home/account', '/console']) {
    const text = await (await visitor.get(path)).text()
    assert.doesNotMatch(text, /lk_[ar]t_|eyJ|access_token|localStorage|sessionStorage/, path)
  }
})
