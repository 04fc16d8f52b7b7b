import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { accessOf, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  const villaAndCabin = [homeAccess('villa'), homeAccess('cabin')]
  api.tokens.anna = accessOf('anna', villaAndCabin)
  api.tokens.hallOnly = accessOf('anna', [homeAccess('villa', { devices: ['hall'], actions: ['read'] })])
  api.tokens.devicesOnly = accessOf('anna', villaAndCabin, ['devices:read'])
  api.tokens.bo = accessOf('bo', [homeAccess('flat')])
  const rooms = [
    { id: 'entrance', name: 'Entrance' },
    { id: 'vault', name: 'Vault' },
  ]
  await api.store.changeStructure('anna', 'villa', { facts: { rooms, postalCode: '11455' } })
  await api.patch('anna', '/v1/devices/hall', { room_id: 'entrance' })
  await api.patch('anna', '/v1/devices/pump', { room_id: 'vault' })
})
after(() => api.close())

interface Told {
  readonly id: string
  readonly event: string
  readonly data: Record<string, unknown>
}

/** Reads a stream as it comes. */
async function follow(token: string, path: string, lastId?: string) {
  const headers = {
    Authorization: `Bearer ${token}`,
    ...(lastId !== undefined && { 'Last-Event-ID': lastId }),
  }
  const answer = await api.app.request(path, { headers })
  const reader = answer.body?.getReader()
  const told: Told[] = []
  const seen = { status: answer.status, type: answer.headers.get('Content-Type'), told, isOver: false }
  const read = async () => {
    let rest = ''
    const decoder = new TextDecoder()
    for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) {
      const blocks = (rest + decoder.decode(chunk.value, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, id = '', event = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (event !== '') told.push({ id, event, data: JSON.parse(data) })
      }
    }
    seen.isOver = true
  }
  if (answer.status === 200) void read().catch(() => undefined)
  return { seen, end: () => reader?.cancel() }
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let left = 300; left > 0; left -= 1) {
    if (condition()) return
    await wait(20)
  }
  assert.fail(`${what} did not happen`)
}

const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id)
const names = (told: readonly Told[]) =>
  told.map(({ event, data }) => `${event} ${data.name ?? data.id ?? ''}`)

test('a stream begins with everything, then tells each change', async () => {
  const { seen, end } = await follow('anna', '/v1/events')
  await until(() => seen.told.length === 1, 'the beginning')
  assert.equal(seen.type, 'text/event-stream')
  const [first] = seen.told
  assert.equal(first?.event, 'reset')
  assert.deepEqual(ids(first?.data.structures), ['villa', 'cabin'])
  assert.deepEqual(ids(first?.data.devices).toSorted(), ['hall', 'pump', 'stove'])
  await api.patch('anna', '/v1/devices/stove', { name: 'Oven' })
  await api.patch('anna', '/v1/structures/cabin', { name: 'Hut' })
  await api.patch('bo', '/v1/devices/bath', { name: 'Secret' })
  await until(() => seen.told.length === 3, 'the changes')
  assert.deepEqual(names(seen.told.slice(1)), ['device Oven', 'structure Hut'])
  const read = await api.ask('anna', '/v1/devices/stove')
  assert.deepEqual(seen.told[1]?.data, read.json, 'what is told is what is read')
  await wait(100)
  assert.equal(seen.told.length, 3)
  await end()
})

test('who comes again is told what it missed, once', async () => {
  const first = await follow('anna', '/v1/events')
  await until(() => first.seen.told.length === 1, 'the beginning')
  await first.end()
  const lastId = first.seen.told[0]?.id ?? ''
  for (let n = 0; n < 250; n += 1) await api.patch('anna', '/v1/devices/hall', { name: `Hall ${n}` })
  for (const again of [
    await follow('anna', '/v1/events', lastId),
    await follow('anna', `/v1/events?last_event_id=${lastId}`),
    await follow('anna', '/v1/devices/hall/events', lastId),
  ]) {
    await until(() => again.seen.told.length === 250, 'what was missed')
    assert.deepEqual(
      names(again.seen.told),
      Array.from({ length: 250 }, (_, n) => `device Hall ${n}`),
    )
    await again.end()
  }
})

test('nobody is told what happened before their connection, whatever id they make up', async () => {
  const first = await follow('anna', '/v1/events')
  await until(() => first.seen.told.length === 1, 'the beginning')
  await first.end()
  await api.patch('anna', '/v1/devices/hall', { name: 'Before' })
  api.clock.now += 5_000
  api.tokens.later = { ...accessOf('anna', [homeAccess('villa')]), connectedAt: api.clock.now / 1000 }
  await api.patch('anna', '/v1/devices/hall', { name: 'After' })
  const later = await follow('later', '/v1/events', first.seen.told[0]?.id ?? '')
  await until(() => later.seen.told.length === 1, 'what came after')
  assert.deepEqual(names(later.seen.told), ['device After'])
  await later.end()
})

test('an id that was forgotten, or is none, begins anew', async () => {
  for (const id of ['0', '999999999', 'x', '-1', '1e3', '__proto__', '9'.repeat(400)]) {
    if (id === '0') await api.store.sweepEvents({ time: 0, most: 1 })
    const { seen, end } = await follow('anna', '/v1/events', id)
    await until(() => seen.told.length === 1, 'the beginning')
    assert.equal(seen.told[0]?.event, 'reset', id)
    await end()
  }
})

test('nothing is told that the token does not cover', async () => {
  const all = await follow('hallOnly', '/v1/events')
  const device = await follow('hallOnly', '/v1/devices/hall/events')
  const plain = await follow('devicesOnly', '/v1/structures/villa/events')
  await until(() => [all, device, plain].every(({ seen }) => seen.told.length === 1), 'the beginnings')
  const [begin] = all.seen.told
  const [villa] = (begin?.data.structures ?? []) as Record<string, unknown>[]
  assert.deepEqual([ids(villa?.rooms), villa?.postal_code], [['entrance'], null])
  assert.deepEqual(ids(begin?.data.devices), ['hall'])
  await api.patch('anna', '/v1/devices/pump', { name: 'Hidden' })
  await api.patch('anna', '/v1/structures/villa', { away: 'away' })
  await api.patch('anna', '/v1/devices/stove', { name: 'Elsewhere' })
  await api.patch('anna', '/v1/devices/hall', { name: 'Shown' })
  await until(
    () => [all, device, plain].every(({ seen }) => names(seen.told).includes('device Shown')),
    'the change',
  )
  assert.deepEqual(names(all.seen.told.slice(1)), ['structure Villa', 'device Shown'])
  const told = all.seen.told[1]?.data
  assert.deepEqual([ids(told?.rooms), told?.postal_code, told?.away], [['entrance'], null, 'away'])
  assert.deepEqual(names(device.seen.told.slice(1)), ['device Shown'])
  assert.deepEqual(names(plain.seen.told.slice(1)), ['device Hidden', 'device Shown'])
  for (const { end } of [all, device, plain]) await end()
  assert.equal((await follow('hallOnly', '/v1/devices/pump/events')).seen.status, 404)
  assert.equal((await follow('hallOnly', '/v1/structures/cabin/events')).seen.status, 404)
  assert.equal((await follow('bo', '/v1/structures/villa/events')).seen.status, 404)
})

test('a connection that is narrowed shows less from then on, one that is revoked nothing', async () => {
  api.tokens.narrow = accessOf('anna', [homeAccess('villa')])
  const all = await follow('narrow', '/v1/events')
  const pump = await follow('narrow', '/v1/devices/pump/events')
  await until(() => [all, pump].every(({ seen }) => seen.told.length === 1), 'the beginnings')
  api.tokens.narrow = accessOf('anna', [homeAccess('villa', { devices: ['hall'] })])
  await until(() => all.seen.told.length === 2, 'the narrowing')
  assert.equal(all.seen.told[1]?.event, 'reset')
  assert.deepEqual(ids(all.seen.told[1]?.data.devices), ['hall'])
  await until(() => pump.seen.isOver, 'the end of the stream of a device that is covered no more')
  await api.patch('anna', '/v1/devices/pump', { name: 'Hidden again' })
  await api.patch('anna', '/v1/devices/hall', { name: 'Still shown' })
  await until(() => all.seen.told.length === 3, 'the change')
  assert.deepEqual(names(all.seen.told.slice(2)), ['device Still shown'])
  delete api.tokens.narrow
  await until(() => all.seen.isOver, 'the end')
})

test('what is deleted is told, and a home that changes hands is gone', async () => {
  const { seen, end } = await follow('bo', '/v1/events')
  await until(() => seen.told.length === 1, 'the beginning')
  const flat = { id: 'flat', name: 'Flat', owner: 'bo', timeZone: 'UTC', devices: [] }
  await api.store.saveStructure(flat, { now: api.clock.now, prune: true })
  await until(() => seen.told.length === 2, 'the end of the device')
  await api.store.saveStructure({ ...flat, owner: 'cleo' }, { now: api.clock.now })
  await api.store.changeStructure('cleo', 'flat', { name: 'Hers' })
  await until(() => seen.told.length === 3, 'the end of the home')
  assert.deepEqual(names(seen.told.slice(1)), ['device_deleted bath', 'structure_deleted flat'])
  await end()
})
