import assert from 'node:assert/strict'
import { get } from 'node:http'
import { after, before, test } from 'node:test'
import { documentPages } from '../apps/auth-server/src/documentation/document-pages.ts'
import { registeredValues } from '../apps/auth-server/src/documentation/example-values.ts'
import { statusOf } from '../packages/protocol/src/oauth-error.ts'
import { dana, documentationDefinition } from './documentation-world.ts'
import { hiddenFields, newVisitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

const hostileScope = {
  name: 'hostile',
  title: '<script>alert(1)</script> | `{{issuer}}` [x](javascript:alert(1)) **b**',
}

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({
    definition: await documentationDefinition(),
    env: { LATCHKEY_BRAND_NAME: 'Sol *&* <Värme> {{issuer}}' },
  })
})
after(() => latchkey.end())

const paths = [...documentPages.map(({ path }) => path), '/docs/search', '/docs/search?q=redirect_uri']

async function read(path: string): Promise<{ response: Response; page: string }> {
  const response = await fetch(latchkey.issuer + path, { headers: { accept: 'text/html' } })
  return { response, page: await response.text() }
}

/** As browsers ask, who take it compressed. */
function bytesOverTheWire(path: string): Promise<number> {
  const headers = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' }
  return new Promise((resolve, reject) => {
    get(latchkey.issuer + path, { headers }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes)).on('error', reject)
    }).on('error', reject)
  })
}

/** What a person sees: without tags, and with characters in place of their names. */
function seen(page: string): string {
  const text = page.slice(page.indexOf('<main')).replace(/<[^>]*>/g, '')
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => names[name] ?? '')
}

for (const path of paths) {
  test(`${path} is a whole page, not too heavy, kept by nobody, with nothing left to fill in`, async () => {
    const { response, page } = await read(path)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const bytes = await bytesOverTheWire(path)
    assert.ok(
      bytes < 60_000 && Buffer.byteLength(page) < 150_000,
      `${bytes} bytes, unpacked ${Buffer.byteLength(page)}`,
    )
    assert.equal(page.match(/<h1[ >]/g)?.length, 1)
    assert.doesNotMatch(page.replaceAll('{{issuer}}', ''), /\{\{/, 'double braces are left')
    assert.doesNotMatch(page, / style=| on[a-z]+=|<script(?! type="module" src="\/assets\/)/)
    assert.match(seen(page), /Quick start/)
  })
}

test('every link leads somewhere, and every anchor is on its page', async () => {
  const pages = new Map<string, string>()
  const open = async (path: string) => {
    const known = pages.get(path)
    if (known !== undefined) return known
    const { response, page } = await read(path)
    assert.ok([200, 303].includes(response.status), `${path} answers ${response.status}`)
    pages.set(path, page)
    return page
  }
  for (const from of paths) {
    const page = await open(from)
    for (const [, href = ''] of page.matchAll(/<a [^>]*href="([^"]*)"/g)) {
      const { origin, pathname, search, hash } = new URL(
        href.replaceAll('&amp;', '&'),
        latchkey.issuer + from,
      )
      if (origin !== latchkey.issuer || belongsToOthers.test(pathname)) continue
      const target = await open(pathname + search)
      const anchor = `id="${decodeURIComponent(hash.slice(1))}"`
      assert.ok(hash === '' || target.includes(anchor), `${from} links to ${href}, which has no ${anchor}`)
    }
  }
  assert.ok(pages.size > 20)
})

/** Pages that only somebody who is signed in sees; their own tests open them. */
const belongsToOthers = /^\/(?:home|console|operator)/

test('the ids of a page are given once, and so are the names of its blocks of code and its tables', async () => {
  for (const path of paths) {
    const { page } = await read(path)
    for (const found of [/ id="([^"]*)"/g, /<figcaption[^>]*>([^<]*)</g, /<caption[^>]*>([^<]*)</g]) {
      const names = [...page.matchAll(found)].map(([, name]) => name)
      assert.deepEqual(
        names.filter((name, at) => names.indexOf(name) !== at),
        [],
        path,
      )
    }
  }
})

test('pages lead to the next and the previous one, in the order of the list', async () => {
  let path = '/docs'
  const order: string[] = []
  for (let left = 50; path !== '/docs/samples' && left > 0; left -= 1) {
    order.push(path)
    path =
      /rel="next" href="([^"]*)"/.exec((await read(path)).page)?.[1] ?? assert.fail(`${path} leads nowhere`)
  }
  assert.deepEqual(
    order,
    documentPages.map((one) => one.path),
  )
})

test('a page that is not there is 404, for people and for programs', async () => {
  const { response, page } = await read('/docs/no-such-page')
  assert.equal(response.status, 404)
  assert.match(page, /There is no page at this address/)
  const asProgram = await fetch(`${latchkey.issuer}/docs/no-such-page`)
  assert.equal(asProgram.headers.get('content-type'), 'application/json')
  assert.equal((await fetch(`${latchkey.issuer}/docs`, { method: 'POST' })).status, 405)
})

test('the brand is shown as it was set, and is no Markdown', async () => {
  const { page } = await read('/docs')
  assert.ok(
    seen(page).includes('Sol *&* <Värme> {{issuer}} stands between your app'),
    seen(page).slice(0, 2000),
  )
})

test('every error code has a chapter with a cure, every dialect and policy its place', async () => {
  const { page } = await read('/docs/errors')
  for (const code of Object.keys(statusOf)) {
    const chapter = new RegExp(`<h3 id="${code}">.*?</ul>`, 's').exec(page)?.[0] ?? assert.fail(code)
    assert.match(seen(`<main>${chapter.slice(chapter.indexOf('<ul>'))}`), /.{10,}/)
  }
  const tables = (await read('/docs/policies')).page + (await read('/docs/dialects')).page
  for (const name of [
    'default',
    'openid',
    'google-home',
    'fapi2',
    'standard',
    'nest',
    'honeywell',
    'gogox',
    'nibe',
  ])
    assert.ok(tables.includes(`<code>${name}</code>`), name)
})

test('scopes that the operator adds are shown at once, as text, and found', async () => {
  assert.doesNotMatch((await read('/docs/scopes')).page, /hostile/)
  await latchkey.apply({ scopes: [hostileScope] })
  const { page } = await read('/docs/scopes')
  assert.ok(seen(page).includes(hostileScope.title), seen(page))
  assert.doesNotMatch(page, /href="javascript/)
  assert.match((await read('/docs/search?q=hostile')).page, /<mark>hostile<\/mark>/)
})

test('who is signed in is named at the top, and nothing else is different', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const form = await (await visitor.get('/login')).text()
  await visitor.post('/login', { ...hiddenFields(form, 'login-form'), ...dana })
  const page = await (await visitor.get('/docs/scopes')).text()
  assert.ok(page.includes(dana.email))
  const main = (text: string) => text.slice(text.indexOf('<main'))
  assert.equal(main(page), main((await read('/docs/scopes')).page))
})

test('the words of the console that the pages quote are the console’s', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const form = await (await visitor.get('/login')).text()
  await visitor.post('/login', { ...hiddenFields(form, 'login-form'), ...dana })
  const open = async (path: string) => seen(await (await visitor.get(path)).text())
  const app = `/console/apps/${registeredValues.client_id}`
  const pages = await Promise.all(['/console', '/console/new', `${app}/settings`, app].map(open))
  const quoted = [
    ...['Register an app', 'An app that people connect', 'A service that acts for itself'],
    ...['http://127.0.0.1/callback', 'Register the app', 'Tokens for itself', 'A signature with its own key'],
    ...['Activity', 'Last used'],
  ]
  const written = (await Promise.all(paths.map(async (path) => seen((await read(path)).page)))).join(' ')
  for (const words of quoted) {
    assert.ok(written.includes(words), `no page quotes ${words}`)
    assert.ok(
      pages.some((page) => page.includes(words)),
      `the console does not say ${words}`,
    )
  }
})

async function found(query: string): Promise<readonly string[]> {
  const { response, page } = await read(`/docs/search?${new URLSearchParams({ q: query })}`)
  assert.equal(response.status, 200)
  return [...page.matchAll(/<a class="title" href="([^"]*)"/g)].map(([, href = '']) => href)
}

for (const [query, expected] of [
  ['refresh token expired', '/docs/refresh#when-the-refresh-token-has-expired'],
  ['redirect_uri', '/docs/authorization-code#send-the-browser-here'],
  ['invalid_grant', '/docs/errors#invalid_grant'],
  ['pkce', '/docs/authorization-code#pkce'],
  ['what is a scope', '/docs/words#scope'],
  ['target_temperature_c', '/docs/device-api#devicechange'],
  ['honeywell', '/docs/dialects#honeywell-home'],
  ['python', '/docs/samples'],
  ['refesh tokn', '/docs/words#refresh-token'],
  ['logout_token', '/docs/sign-out#be-told-by-the-server'],
  ['how do i sign out', '/docs/sign-out'],
  ['dpop nonce', '/docs/bound-tokens#nonces'],
  ['form_post', '/docs/pushed-requests#the-answer-as-a-form'],
  ['mtls certificate', '/docs/client-certificates'],
  ['registration_access_token', '/docs/registration'],
  ['key rotation jwks', '/docs/keys'],
  ['fapi2', '/docs/fapi'],
  ['pairwise', '/docs/openid#one-person-many-names'],
] as const) {
  test(`a search for ${query} leads to ${expected}`, async () => {
    const hrefs = await found(query)
    assert.ok(
      hrefs.slice(0, 5).some((href) => href.startsWith(expected)),
      hrefs.join('\n'),
    )
  })
}

test('found words are marked, and a form without script is enough', async () => {
  const { page } = await read('/docs/search?q=redirect_uri')
  assert.match(page, /<mark>redirect_uri<\/mark>/)
  assert.match(page, /<form class="search" role="search" method="get" action="\/docs\/search">/)
  assert.match(page, /<input id="q" name="q" type="search"[^>]* value="redirect_uri"/)
})

for (const query of [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '%00\u0000\ud800',
  '* + ? ( [ \\ ^ $',
  '__proto__ constructor toString',
  '\u202eevil',
  'a'.repeat(5_000),
  'word '.repeat(1_000),
]) {
  test(`a search for ${JSON.stringify(query.slice(0, 30))} is answered with text, soon`, async () => {
    const start = performance.now()
    const { response, page } = await read(`/docs/search?${new URLSearchParams({ q: query })}`)
    assert.equal(response.status, 200)
    assert.doesNotMatch(page, /<script(?! type="module" src="\/assets\/)|<img src=x/)
    assert.ok(Buffer.byteLength(page) < 60_000)
    assert.ok(performance.now() - start < 2_000)
  })
}

test('a search without words, or for nothing that is here, says what to do', async () => {
  assert.match((await read('/docs/search')).page, /Type what you look for/)
  assert.match((await read('/docs/search?q=%20%20')).page, /Type what you look for/)
  assert.match((await read('/docs/search?q=qqqqzzzz')).page, /Nothing was found/)
})

test('the document of the device API is linked, public and cacheable', async () => {
  const response = await fetch(`${latchkey.issuer}/v1/openapi.json`, {
    headers: { origin: 'https://tools.example' },
  })
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.equal(response.headers.get('cache-control'), 'public, max-age=300')
  const { servers, components } = Object(await response.json())
  assert.deepEqual(servers, [{ url: latchkey.issuer }])
  const { authorizationUrl, tokenUrl } = components.securitySchemes.oauth2.flows.authorizationCode
  const metadata = Object(await (await fetch(`${latchkey.issuer}/.well-known/openid-configuration`)).json())
  assert.deepEqual([authorizationUrl, tokenUrl], [metadata.authorization_endpoint, metadata.token_endpoint])
  assert.match((await read('/docs/device-api')).page, /href="\/v1\/openapi\.json"/)
})

test('the front page leads to the documentation and the console', async () => {
  const { page } = await read('/')
  assert.match(page, /href="\/docs"/)
  assert.match(page, /href="\/console"/)
})
