import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessOf, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'
import { mostRooms } from './structure-definition.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')])
  api.tokens.reader = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  api.tokens.hallOnly = accessOf('anna', [homeAccess('villa', { devices: ['hall'] })])
  api.tokens.noAway = accessOf('anna', [homeAccess('villa', { actions: ['read', 'control'] })])
  api.tokens.bo = accessOf('bo', [homeAccess('flat')])
})
after(() => api.close())

const rooms = '/v1/structures/villa/rooms'
const send = (method: string, path: string, body: unknown, token = 'anna') =>
  api.ask(token, path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const namesOf = async (token: string) =>
  ((await api.ask(token, rooms)).json.rooms as { name: string }[]).map(({ name }) => name)

test('a room is added, read, renamed, used and deleted', async () => {
  const added = await send('POST', rooms, { name: ' Kitchen ' })
  assert.deepEqual([added.status, added.json.name], [201, 'Kitchen'])
  const path = `${rooms}/${added.json.id}`
  assert.equal(added.headers.get('Location'), `http://localhost${path}`)
  assert.deepEqual((await api.ask('anna', path)).json, added.json)
  assert.equal((await send('PATCH', path, { name: 'Galley' })).json.name, 'Galley')
  assert.equal(
    (await api.patch('anna', '/v1/devices/hall', { room_id: added.json.id })).json.room_id,
    added.json.id,
  )
  assert.deepEqual([await namesOf('anna'), await namesOf('hallOnly')], [['Galley'], ['Galley']])
  const gone = await api.ask('anna', path, { method: 'DELETE' })
  assert.deepEqual([gone.status, gone.text], [204, ''])
  assert.equal((await api.ask('anna', '/v1/devices/hall')).json.room_id, null)
  assert.equal((await api.ask('anna', path, { method: 'DELETE' })).status, 404)
})

test('names are taken once, and rooms are not without end', async () => {
  await send('POST', rooms, { name: 'Attic' })
  assert.equal((await send('POST', rooms, { name: 'Attic' })).status, 409)
  const { json } = await send('POST', rooms, { name: 'Cellar' })
  assert.equal((await send('PATCH', `${rooms}/${json.id}`, { name: 'Attic' })).status, 409)
  assert.equal((await send('PATCH', `${rooms}/${json.id}`, { name: 'Cellar' })).status, 200)
  const full = Array.from({ length: mostRooms }, (_, n) => ({ id: `r${n}`, name: `Room ${n}` }))
  await api.store.changeStructure('anna', 'cabin', { facts: { rooms: full } })
  assert.equal((await send('POST', '/v1/structures/cabin/rooms', { name: 'More' })).status, 409)
})

test('ids are made of names, and no two are the same', async () => {
  const ids: unknown[] = []
  for (const name of ['Värmerum 2', 'varmerum-2', '家', '屋', '---', 'x'.repeat(100)])
    ids.push((await send('POST', rooms, { name })).json.id)
  assert.deepEqual(ids, ['varmerum-2', 'varmerum-2-2', 'room', 'room-2', 'room-3', 'x'.repeat(40)])
})

test('of rooms added at once none is lost', async () => {
  const before = (await namesOf('anna')).length
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) => send('POST', rooms, { name: `At once ${n}` })),
  )
  assert.ok(answers.every(({ status }) => status === 201))
  assert.equal((await namesOf('anna')).length, before + 5)
})

test('rooms are changed by who controls the whole home, and seen as far as devices in them are', async () => {
  for (const token of ['reader', 'hallOnly'])
    assert.equal((await send('POST', rooms, { name: 'Mine' }, token)).status, 403, token)
  assert.deepEqual(await namesOf('hallOnly'), [])
  const [first] = (await api.ask('anna', rooms)).json.rooms as { id: string }[]
  assert.equal((await api.ask('hallOnly', `${rooms}/${first?.id}`)).status, 404)
  assert.equal((await api.ask('reader', `${rooms}/${first?.id}`)).status, 200)
  assert.equal((await api.ask('reader', `${rooms}/${first?.id}`, { method: 'DELETE' })).status, 403)
  assert.equal((await api.ask('bo', rooms)).status, 404)
  assert.equal((await send('POST', rooms, { name: 'x' }, 'bo')).status, 404)
  assert.equal((await api.ask('bo', `${rooms}/${first?.id}`, { method: 'DELETE' })).status, 404)
})

test('an odd id of a room is no room', async () => {
  for (const id of ['__proto__', 'constructor', '%2e%2e', 'x'.repeat(3000), '%00'])
    assert.equal((await api.ask('anna', `${rooms}/${id}`)).status, 404, id)
})

test('address and expected arrival are told and taken back', async () => {
  const eta = { trip_id: 'trip-1', from: '2026-01-15T17:00:00.000Z', until: '2026-01-15T18:00:00.000Z' }
  const told = await api.patch('anna', '/v1/structures/villa', {
    country_code: 'SE',
    postal_code: '114 55',
    eta,
  })
  assert.deepEqual([told.json.country_code, told.json.postal_code, told.json.eta], ['SE', '114 55', eta])
  const others = (await api.ask('hallOnly', '/v1/structures/villa')).json
  assert.deepEqual([others.country_code, others.postal_code, others.eta], [null, null, eta])
  const back = await api.patch('anna', '/v1/structures/villa', {
    country_code: null,
    postal_code: null,
    eta: null,
  })
  assert.deepEqual([back.json.country_code, back.json.postal_code, back.json.eta], [null, null, null])
  assert.equal((await api.patch('noAway', '/v1/structures/villa', { eta })).status, 403)
  assert.equal((await api.patch('noAway', '/v1/structures/villa', { country_code: 'NO' })).status, 200)
})

const mistakes: readonly [unknown, RegExp][] = [
  [{ country_code: 'Sweden' }, /country_code must be two capital letters/],
  [{ postal_code: '<script>' }, /postal_code must be/],
  [{ eta: { trip_id: 'x', from: 'now', until: 'then' } }, /eta.from must be a time/],
  [
    { eta: { trip_id: 'x', from: '2026-01-15T18:00:00Z', until: '2026-01-15T17:00:00Z' } },
    /eta must have an until/,
  ],
  [{ eta: 'soon' }, /eta must be an object/],
  [{ rooms: [] }, /"rooms" cannot be changed/],
]
for (const [body, sentence] of mistakes) {
  test(`refuses ${JSON.stringify(body).slice(0, 50)} with a sentence`, async () => {
    const { status, json } = await api.patch('anna', '/v1/structures/villa', body)
    assert.equal(status, 400)
    assert.match(String(json.detail), sentence)
  })
}
