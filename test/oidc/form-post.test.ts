import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { after, before, type TestContext, test } from 'node:test'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { accept, deny, signIn } from '../journeys/browser-steps.ts'
import { inBrowser, listen } from '../journeys/stage.ts'
import { allow } from '../sign-in.ts'
import {
  anna,
  newVisitor,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  urlOf,
} from './request-world.ts'

// OAuth 2.0 Form Post Response Mode: the answer comes as a form that the person's browser posts.

let world: RequestWorld
let app: Server
let callback = ''
/** What was posted to the app, and how. */
const posts: {
  readonly headers: IncomingMessage['headers']
  readonly url: string
  readonly form: URLSearchParams
}[] = []
before(async () => {
  app = createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      if (request.method === 'POST')
        posts.push({ headers: request.headers, url: request.url ?? '', form: new URLSearchParams(body) })
      answer
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>Welcome back</h1>')
    })
  })
  callback = `http://127.0.0.1:${await listen(app)}/callback`
  world = await startRequestWorld()
})
after(async () => {
  app.closeAllConnections()
  app.close()
  await world.end()
})

const requestUrl = (changes: Readonly<Record<string, string | undefined>> = {}) =>
  world.issuer +
  urlOf(world.parameters('plain', { response_mode: 'form_post', redirect_uri: callback, ...changes }))

/** The fields of the form on a page, in their order. */
function fieldsOf(page: string): Record<string, string> {
  const [form = ''] = /<form[^>]*id="form-post"[\s\S]*?<\/form>/.exec(page) ?? []
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...fields].map(([, name, value]) => [name, value]))
}

async function pageOf(
  changes: Readonly<Record<string, string | undefined>>,
  decision: 'accept' | 'deny' = 'accept',
) {
  const url = urlOf(world.parameters('plain', { response_mode: 'form_post', ...changes }))
  const { location, page, response } = await allow(newVisitor(world.issuer), url, anna, decision)
  assert.equal(location, undefined)
  assert.equal(response.status, 200)
  return { page, headers: response.headers, fields: fieldsOf(page) }
}

for (const hasScripts of [true, false]) {
  test(`in a browser ${hasScripts ? 'the form sends itself' : 'without scripts a button sends it'}`, (t: TestContext) =>
    inBrowser(
      t,
      async (page) => {
        posts.length = 0
        await page.goto(requestUrl())
        await signIn(page, anna)
        await accept(page)
        if (!hasScripts) await page.click('#form-post-submit')
        await page.waitForURL(callback)
        const [post, ...more] = posts
        assert.ok(post && more.length === 0)
        assert.equal(post.url, '/callback', 'nothing stands in the URL')
        assert.equal(post.headers['content-type'], 'application/x-www-form-urlencoded')
        assert.equal(post.headers.referer, undefined)
        assert.deepEqual([...post.form.keys()], ['code', 'state', 'iss'])
        assert.equal(post.form.get('state'), 'state-of-the-test')
        assert.equal(post.form.get('iss'), world.issuer)
      },
      { javaScriptEnabled: hasScripts },
    ))
}

test('in a browser a person who says no is posted back too', (t: TestContext) =>
  inBrowser(t, async (page) => {
    posts.length = 0
    await page.goto(requestUrl({ prompt: 'consent' }))
    await signIn(page, anna)
    await deny(page)
    await page.waitForURL(callback)
    assert.equal(posts[0]?.form.get('error'), 'access_denied')
  }))

test('the page may post to the app’s origin, runs our script only, and is kept by nobody', async () => {
  const { headers, fields } = await pageOf({})
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /form-action 'self' https:\/\/app\.example\.com https:(;|$)/)
  assert.match(policy, /script-src 'self'(;|$)/)
  assert.doesNotMatch(policy, /unsafe/)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.deepEqual(Object.keys(fields), ['code', 'state', 'iss'])
})

test('errors are posted too, without a code', async () => {
  const wrong = await pageOf({ scope: 'no-such-scope', state: undefined })
  assert.deepEqual(Object.keys(wrong.fields), ['error', 'error_description', 'iss'])
  const none = await pageOf({ prompt: 'none' })
  assert.deepEqual([none.fields.error, none.fields.state], ['login_required', 'state-of-the-test'])
})

test('form_post.jwt: one signed field', async () => {
  const { fields } = await pageOf({ response_mode: 'form_post.jwt' })
  assert.deepEqual(Object.keys(fields), ['response'])
  const keys = createRemoteJWKSet(new URL('/oauth2/jwks', world.issuer))
  const { payload } = await jwtVerify(fields.response ?? '', keys, {
    issuer: world.issuer,
    audience: 'plain',
  })
  assert.ok(payload.code)
})

test('CVE-2026-29191 CVE-2024-21637: no form leads to a scheme that runs something', async () => {
  const schemes = ['javascript:alert(1)', 'data:text/html,x', 'com.example.app:/callback', 'vbscript:x']
  for (const redirect_uri of schemes) {
    const parameters = world.parameters('public', { redirect_uri, response_mode: 'form_post' })
    if (redirect_uri !== 'com.example.app:/callback') {
      assert.match(await problemOf(world, parameters), /not registered/)
      continue
    }
    // Registered, and yet nothing that a browser can post to.
    const { headers } = await world.server.get(urlOf(parameters), { accept: 'text/html' })
    assert.match(headers.get('location') ?? '', /^com\.example\.app:\/callback\?error=invalid_request&/)
  }
})

test('CVE-2026-42849: state and redirect URI are text on the page, whatever they hold', async () => {
  const state = '"><script>alert(1)</script><input name="code" value="x'
  const { page, fields } = await pageOf({ state })
  assert.ok(!page.includes('<script>alert'))
  assert.equal(
    fields.state,
    '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;input name=&quot;code&quot; value=&quot;x',
  )
  assert.match(page, new RegExp(`<form[^>]* action="${redirectUri}"`))
})
