import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createDeviceApi } from '../device-api.ts'
import { usualRates } from '../limits/rate.ts'
import { accessOf, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')])
  api.tokens.bo = accessOf('bo', [homeAccess('flat')])
})
after(() => api.close())

const hall = '/v1/devices/hall'

function write(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  token = 'anna',
) {
  const type = { 'Content-Type': 'application/json' }
  return api.ask(token, path, { method, headers: { ...type, ...headers }, body: JSON.stringify(body) })
}

test('what did not change is 304, what moved or was changed is not', async () => {
  for (const path of [
    hall,
    '/v1/structures/villa',
    '/v1/structures',
    '/v1/devices',
    '/v1/structures/villa/rooms',
  ]) {
    const first = await api.ask('anna', path)
    const tag = String(first.headers.get('ETag'))
    assert.match(tag, /^"[\w-]+"$/)
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const again = await api.ask('anna', path, { headers: { 'If-None-Match': known } })
      assert.deepEqual(
        [again.status, again.text, again.headers.get('ETag')],
        [304, '', tag],
        `${path} ${known}`,
      )
    }
    for (const other of ['"x"', 'x', tag.slice(0, -2)])
      assert.equal((await api.ask('anna', path, { headers: { 'If-None-Match': other } })).status, 200)
  }
  const tag = String((await api.ask('anna', hall)).headers.get('ETag'))
  api.clock.now += 3_600_000
  const later = await api.ask('anna', hall, { headers: { 'If-None-Match': tag } })
  assert.equal(later.status, 200)
  await api.patch('anna', hall, { name: 'Changed' })
  const changed = await api.ask('anna', hall, {
    headers: { 'If-None-Match': String(later.headers.get('ETag')) },
  })
  assert.deepEqual([changed.status, changed.json.name], [200, 'Changed'])
})

test('a conditional write is done to what was read, however it has moved, and to nothing else', async () => {
  for (const [path, body] of [
    [hall, { name: 'One' }],
    ['/v1/structures/villa', { name: 'One' }],
  ] as const) {
    const tag = String((await api.ask('anna', path)).headers.get('ETag'))
    api.clock.now += 3_600_000
    const good = await write('PATCH', path, body, { 'If-Match': tag })
    assert.equal(good.status, 200)
    const late = await write('PATCH', path, { name: 'Two' }, { 'If-Match': tag })
    assert.deepEqual([late.status, late.json.type], [412, '/docs/device-api#changed-meanwhile'])
    assert.equal((await api.ask('anna', path)).json.name, 'One')
    const weak = `W/${good.headers.get('ETag')}`
    assert.equal((await write('PATCH', path, { name: 'Two' }, { 'If-Match': weak })).status, 412)
    assert.equal((await write('PATCH', path, { name: 'Two' }, { 'If-Match': 'junk' })).status, 412)
    assert.equal((await write('PATCH', path, { name: 'Two' }, { 'If-Match': '*' })).status, 200)
  }
})

test('of many conditional writes at once one is done', async () => {
  const tag = String((await api.ask('anna', hall)).headers.get('ETag'))
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => write('PATCH', hall, { name: `Racer ${n}` }, { 'If-Match': tag })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 412, 412, 412, 412, 412])
})

test('a request with a key is done once and answered alike', async () => {
  const before = (await api.store.findDevice('anna', 'hall'))?.version ?? 0
  const key = { 'Idempotency-Key': '"4f1c"' }
  const first = await write('PATCH', hall, { name: 'Once' }, key)
  api.clock.now += 3_600_000
  const second = await write('PATCH', hall, { name: 'Once' }, { 'Idempotency-Key': '4f1c' })
  assert.deepEqual([second.status, second.json], [200, first.json])
  assert.deepEqual(
    [first.headers.has('Idempotency-Replayed'), second.headers.get('Idempotency-Replayed')],
    [false, 'true'],
  )
  assert.equal((await api.store.findDevice('anna', 'hall'))?.version, before + 1)
  for (const [path, body] of [
    [hall, { name: 'Twice' }],
    ['/v1/devices/pump', { name: 'Once' }],
  ] as const)
    assert.equal((await write('PATCH', path, body, key)).status, 422)
  assert.equal((await write('PATCH', '/v1/devices/bath', { name: 'Once' }, key, 'bo')).status, 200)
  api.clock.now += 24 * 3_600_000
  assert.equal((await write('PATCH', hall, { name: 'Twice' }, key)).status, 200)
})

test('what was refused may be tried again with its key, and a stored answer is no way around what is shared', async () => {
  const key = { 'Idempotency-Key': 'again' }
  assert.equal((await write('PATCH', hall, { name: 'No' }, { ...key, 'If-Match': '"0-x"' })).status, 412)
  assert.equal((await write('PATCH', hall, { name: 'Yes' }, key)).status, 200)
  const was = api.tokens.anna
  api.tokens.anna = accessOf('anna', [homeAccess('cabin')])
  assert.equal((await write('PATCH', hall, { name: 'Yes' }, key)).status, 404)
  api.tokens.anna = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  assert.equal((await write('PATCH', hall, { name: 'Yes' }, key)).status, 403)
  if (was) api.tokens.anna = was
  for (const bad of ['""', 'a b', 'x'.repeat(256), '"a"b"'])
    assert.equal((await write('PATCH', hall, { name: 'x' }, { 'Idempotency-Key': bad })).status, 400, bad)
})

test('a room that is added twice with one key is one room', async () => {
  const send = () =>
    write('POST', '/v1/structures/villa/rooms', { name: 'Study' }, { 'Idempotency-Key': 'study' })
  const answers = [await send(), await send()]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  assert.equal(answers[0]?.json.id, answers[1]?.json.id)
  assert.equal(answers[1]?.headers.get('Location'), answers[0]?.headers.get('Location'))
  const { json } = await api.ask('anna', '/v1/structures/villa/rooms')
  assert.equal((json.rooms as unknown[]).length, 1)
})

async function pages(path: string, list: string): Promise<readonly string[][]> {
  const found: string[][] = []
  for (let next: string | undefined = path; next !== undefined && found.length < 20; ) {
    const { headers, json, status } = await api.ask('anna', next)
    assert.equal(status, 200)
    found.push((json[list] as { id: string }[]).map(({ id }) => id))
    next = /^<([^>]+)>; rel="next"$/.exec(headers.get('Link') ?? '')?.[1]
  }
  return found
}

test('lists come in pages, each thing once', async () => {
  assert.deepEqual(await pages('/v1/devices?limit=2', 'devices'), [['hall', 'pump'], ['stove']])
  assert.deepEqual(await pages('/v1/devices', 'devices'), [['hall', 'pump', 'stove']])
  assert.deepEqual(await pages('/v1/devices?limit=3', 'devices'), [['hall', 'pump', 'stove']])
  assert.deepEqual(await pages('/v1/structures?limit=1', 'structures'), [['villa'], ['cabin']])
  assert.deepEqual(await pages('/v1/structures', 'structures'), [['villa', 'cabin']])
})

test('a limit or cursor that is none is 400 with a sentence', async () => {
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1.5',
    'limit=',
    'limit=x',
    'limit=1&limit=2',
    'cursor=x',
    'cursor=',
    'cursor=WzFd',
    'cursor=W10&cursor=W10',
  ])
    for (const path of ['/v1/structures', '/v1/devices']) {
      const { status, json } = await api.ask('anna', `${path}?${query}`)
      assert.equal(status, 400, query)
      assert.match(String(json.detail), /limit|cursor/)
    }
})

test('who asks too often is told when to come back, and what is left', async () => {
  let now = 1_700_000_000_000
  const verify = async (token: string) => accessOf(token, [])
  const rates = { ...usualRates, v1: { requests: 3, seconds: 30 } }
  const app = createDeviceApi({ origin: 'http://localhost', verify, store: api.store, now: () => now, rates })
  const ask = (token: string) =>
    app.request('/v1/structures', { headers: { Authorization: `Bearer ${token}` } })
  const answers = [await ask('anna'), await ask('anna'), await ask('anna'), await ask('anna')]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 429],
  )
  assert.deepEqual(
    answers.map(({ headers }) => headers.get('RateLimit')),
    ['"v1";r=2;t=10', '"v1";r=1;t=20', '"v1";r=0;t=30', '"v1";r=0;t=10'],
  )
  assert.equal(answers[3]?.headers.get('RateLimit-Policy'), '"v1";q=3;w=30')
  assert.equal(answers[3]?.headers.get('Retry-After'), '10')
  assert.equal((await ask('bo')).status, 200)
  now += 10_000
  assert.equal((await ask('anna')).status, 200)
  assert.equal((await app.request('/v1/structures')).headers.has('RateLimit'), false)
})
