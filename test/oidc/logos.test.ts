import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, before, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { setTrap, type Trap } from '../attacks/trap.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { registered, webApp } from './registering.ts'

const authority = makeTestAuthority()
const png = squarePng(48)
/** Path → what the app's own server has there. */
const served: Readonly<Record<string, RequestListener>> = {
  '/logo.png': (_request, response) => response.setHeader('content-type', 'text/html').end(png),
  '/jpeg': (_request, response) => response.end(Buffer.from('ffd8ffe000104a464946', 'hex')),
  '/gif': (_request, response) => response.end('GIF89a and the rest'),
  '/webp': (_request, response) => response.end('RIFF\0\0\0\0WEBPVP8 '),
  '/ico': (_request, response) => response.end(Buffer.from('0000010001001010', 'hex')),
  '/svg': (_request, response) =>
    response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  '/html': (_request, response) =>
    response.setHeader('content-type', 'image/png').end('<script>alert(1)</script>'),
  '/huge': (_request, response) => response.end(Buffer.concat([png, Buffer.alloc(300_000)])),
  '/redirect': (_request, response) => response.writeHead(302, { location: '/logo.png' }).end(),
  '/missing': (_request, response) => response.writeHead(404).end(png),
  '/slow': (_request, response) => void setTimeout(() => response.end(png), 2_000),
}

let running: RunningLatchkey | undefined
let trap: Trap | undefined
const asked: string[] = []
before(async () => {
  trap = await setTrap(
    (request, response) => {
      asked.push(request.url ?? '')
      served[request.url?.split('?')[0] ?? '']?.(request, response)
    },
    { authority },
  )
  const env = { LATCHKEY_OUTBOUND_ALLOW: `localhost:${trap.port}`, LATCHKEY_TRUSTED_CA: authority.caFile }
  running = await startLatchkey({ env })
})
after(async () => {
  await running?.end()
  await trap?.end()
  authority.end()
})
const issuer = () => (running ?? assert.fail('the server is not there')).issuer

/** A client with this logo, and what the page shows whose app it is. */
async function signInPage(
  logo_uri: string,
): Promise<{ readonly clientId: string; readonly page: string; readonly csp: string }> {
  const { client_id } = await registered(issuer(), {
    ...webApp,
    logo_uri,
    policy_uri: 'https://app.example.com/privacy',
    tos_uri: 'https://app.example.com/terms',
  })
  const query = { client_id: String(client_id), response_type: 'code', redirect_uri: webApp.redirect_uris[0] }
  const answer = await fetch(`${issuer()}/oauth2/authorize?${new URLSearchParams(query)}`, {
    headers: { accept: 'text/html' },
  })
  const csp = answer.headers.get('content-security-policy') ?? ''
  return { clientId: String(client_id), page: await answer.text(), csp }
}

const logoOn = (page: string) => /<img src="(\/logos\/[^"]+)"/.exec(page)?.[1]
const at = (path: string) => `https://localhost:${trap?.port}${path}`

test('the logo of an app is shown from this server, beside its privacy policy and its terms', async () => {
  const { page, csp } = await signInPage(at('/logo.png'))
  const path = logoOn(page) ?? assert.fail('no logo')
  const answer = await fetch(issuer() + path.replaceAll('&amp;', '&'))
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png)
  const { headers } = answer
  assert.deepEqual(
    ['content-type', 'x-content-type-options', 'content-security-policy', 'cross-origin-resource-policy'].map(
      (name) => headers.get(name),
    ),
    ['image/png', 'nosniff', "default-src 'none'; sandbox", 'same-origin'],
  )
  assert.match(csp, /img-src 'self' data:;/)
  assert.ok(!page.includes(`localhost:${trap?.port}`), 'no address of the app in the page')
  for (const link of ['https://app.example.com/privacy', 'https://app.example.com/terms'])
    assert.ok(page.includes(`href="${link}"`), link)
})

test('it is read once, however many look, and again for another app only when it has another address', async () => {
  const before = asked.filter((path) => path === '/gif').length
  const pages = await Promise.all(Array.from({ length: 10 }, () => signInPage(at('/gif'))))
  for (const { page } of pages) assert.ok(logoOn(page))
  assert.equal(asked.filter((path) => path === '/gif').length - before, 1)
})

for (const [path, type] of [
  ['/jpeg', 'image/jpeg'],
  ['/webp', 'image/webp'],
  ['/ico', 'image/x-icon'],
] as const) {
  test(`an image is what its bytes say: ${path}`, async () => {
    const { page } = await signInPage(at(path))
    const answer = await fetch(issuer() + (logoOn(page) ?? assert.fail('no logo')))
    assert.equal(answer.headers.get('content-type'), type)
  })
}

for (const path of ['/svg', '/html', '/huge', '/redirect', '/missing']) {
  test(`what is no small image is not shown: ${path}`, async () => {
    const { page, clientId } = await signInPage(at(path))
    assert.equal(logoOn(page), undefined)
    assert.match(page, /<span class="tile"><bdi>W<\/bdi>/)
    assert.equal((await fetch(`${issuer()}/logos/${clientId}`)).status, 404)
  })
}

test('no image is asked for where nobody may call, and a slow one holds no page up', async () => {
  for (const uri of ['https://127.0.0.1:1/logo.png', 'https://169.254.169.254/logo.png'])
    assert.equal(logoOn((await signInPage(uri)).page), undefined)
  const began = Date.now()
  assert.equal(logoOn((await signInPage(at('/slow'))).page), undefined)
  assert.ok(Date.now() - began < 1_900)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  assert.ok(logoOn((await signInPage(at('/slow'))).page), 'the next one has it')
})

test('an app without a logo, and one that is not there, have none', async () => {
  const { client_id } = await registered(issuer())
  for (const id of [client_id, 'unknown']) assert.equal((await fetch(`${issuer()}/logos/${id}`)).status, 404)
})

test('whoever has many apps makes this server ask for few images in a minute', async () => {
  const before = asked.length
  const most = 60
  const uris = Array.from({ length: 2 * most + 20 }, (_, n) => `${at('/gif')}?n=${n}`)
  for (const logo_uri of uris) {
    const { client_id } = await registered(issuer(), { ...webApp, logo_uri })
    await fetch(`${issuer()}/logos/${client_id}`)
  }
  // A minute may end meanwhile.
  assert.ok(asked.length - before <= 2 * most, String(asked.length - before))
})

/** A red square. */
function squarePng(size: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 2], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, Buffer.from([200, 40, 40]))])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
