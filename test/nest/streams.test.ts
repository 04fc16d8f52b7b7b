import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// Streams of the tree on a real server, while connections are narrowed, widened and ended.

let latchkey: SeededLatchkey
before(async () => {
  latchkey = await startSeeded({ env: { LATCHKEY_STREAM_KEEP_ALIVE: '1' } })
})
after(() => latchkey.end())

interface Stream {
  readonly events: [type: string, data: unknown][]
  /** Settles when the server has closed the stream. */
  readonly ended: Promise<void>
  close(): void
}

async function open(token: string, path: string): Promise<Stream> {
  const controller = new AbortController()
  const response = await fetch(latchkey.issuer + path, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    signal: controller.signal,
  })
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/event-stream'])
  const events: Stream['events'] = []
  const read = async () => {
    let text = ''
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, type = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? assert.fail(block)
        events.push([type, JSON.parse(data)])
      }
    }
  }
  const ended = read().catch((error: Error) => assert.equal(error.name, 'AbortError'))
  return { events, ended, close: () => controller.abort() }
}

async function until(isSo: () => boolean): Promise<number> {
  const begin = performance.now()
  while (!isSo()) {
    assert.ok(performance.now() < begin + 20_000, 'waited too long')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return performance.now() - begin
}

const put = (token: string, path: string, json: unknown) =>
  latchkey.send(path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(json),
  })

const puts = ({ events }: Stream) => events.filter(([type]) => type === 'put').map(([, data]) => data)

/** The connection that was made last. */
async function lastFamily() {
  const { store } = latchkey
  const account = await store.findAccountByEmail(anna.email)
  assert.ok(account)
  const families = await store.listFamilies(account.id, 'nest-web')
  const family = families.toSorted((one, other) => one.createdAt - other.createdAt).at(-1)
  assert.ok(family)
  return { account, family }
}

test('an idle stream shows signs of life', async () => {
  const { accessToken } = await latchkey.connect('nest-web')
  const stream = await open(accessToken, '/structures/annas-home/away')
  await until(() => stream.events.length >= 3)
  assert.deepEqual(stream.events.slice(0, 3), [
    ['put', { path: '/structures/annas-home/away', data: 'home' }],
    ['keep-alive', null],
    ['keep-alive', null],
  ])
  stream.close()
})

test('a connection that ends closes its streams, those of others stay', async () => {
  const leaving = await latchkey.connect('nest-web')
  const [staying, stream] = await Promise.all([
    latchkey.connect('nest-pin').then(({ accessToken }) => open(accessToken, '/structures')),
    open(leaving.accessToken, '/devices'),
  ])
  await until(() => puts(stream).length === 1 && puts(staying).length === 1)
  assert.equal(
    (await latchkey.send(`/oauth2/access_tokens/${leaving.accessToken}`, { method: 'DELETE' })).status,
    200,
  )
  await stream.ended
  assert.deepEqual(stream.events.at(-1), ['auth_revoked', leaving.accessToken])
  const before = staying.events.length
  await until(() => staying.events.length > before)
  assert.ok(staying.events.every(([type]) => type !== 'auth_revoked'))
  staying.close()
})

test('what a homeowner takes from a connection is gone from its streams, and comes back', async () => {
  const { accessToken } = await latchkey.connect('nest-web')
  const { account, family } = await lastFamily()
  const change = (devices: 'all' | readonly string[], actions = ['read'] as const) =>
    latchkey.store.changeDetails(account.id, family.id, [
      { type: 'home_access', structure: 'annas-home', devices, actions },
    ])
  const path = '/structures/annas-home/thermostats'
  const stream = await open(accessToken, path)
  await until(() => puts(stream).length === 1)
  assert.ok(await change(['annas-pump']))
  await until(() => puts(stream).length === 2)
  assert.equal(
    (await latchkey.get('/devices/thermostats/annas-thermostat', { authorization: `Bearer ${accessToken}` }))
      .status,
    404,
  )
  assert.equal((await put(accessToken, '/devices/thermostats/annas-pump', { label: 'x' })).status, 403)
  assert.ok(await change('all'))
  await until(() => puts(stream).length === 3)
  const all = ['annas-pump', 'annas-thermostat']
  assert.deepEqual(puts(stream), [
    { path, data: all },
    { path, data: ['annas-pump'] },
    { path, data: all },
  ])
  assert.ok(await latchkey.store.changeDetails(account.id, family.id, []))
  await until(() => puts(stream).length === 4)
  assert.deepEqual(puts(stream)[3], { path, data: null })
  stream.close()
})

test('sixty streams hear each change once, and in order', async () => {
  const { accessToken } = await latchkey.connect('nest-web')
  const label = '/devices/thermostats/annas-thermostat/label'
  const count = 60
  const streams = await Promise.all(Array.from({ length: count }, () => open(accessToken, label)))
  await until(() => streams.every((stream) => puts(stream).length === 1))
  for (let at = 1; at <= 10; at += 1) await put(accessToken, label, `n${at}`)
  await until(() => streams.every((stream) => JSON.stringify(puts(stream).at(-1)).includes('"n10"')))
  for (const stream of streams) {
    const seen = puts(stream)
      .slice(1)
      .map((data) => Number((data as { data: string }).data.slice(1)))
    assert.deepEqual(
      seen,
      seen.toSorted((one, other) => one - other),
    )
    assert.equal(new Set(seen).size, seen.length)
    stream.close()
  }
})
