import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')])
  api.tokens.reader = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  api.tokens.hallOnly = accessOf('anna', [homeAccess('villa', { devices: ['hall'] })])
  api.tokens.structuresOnly = accessOf('anna', [homeAccess('villa')], ['structures:read'])
  api.tokens.machine = accessOf('client:app', [])
})
after(() => api.close())

const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id)

test('lists the homes with their devices', async () => {
  const { status, headers, json } = await api.ask('anna', '/v1/structures')
  assert.equal(status, 200)
  assert.match(String(headers.get('Content-Type')), /^application\/json/)
  const [villa, cabin] = json.structures as Record<string, unknown>[]
  assert.deepEqual(
    { ...villa, devices: ids(villa?.devices) },
    {
      ...{ id: 'villa', name: 'Villa', away: 'home', time_zone: 'Europe/Stockholm' },
      ...{ country_code: null, postal_code: null, eta: null, rooms: [], devices: ['hall', 'pump'] },
    },
  )
  assert.deepEqual([cabin?.id, cabin?.time_zone, ids(cabin?.devices)], ['cabin', 'UTC', ['stove']])
})

test('reads one home, with what a list says of it', async () => {
  const one = await api.ask('anna', '/v1/structures/villa')
  const list = await api.ask('anna', '/v1/structures')
  assert.deepEqual(one.json, (list.json.structures as unknown[])[0])
})

test('shows the covered devices only, and none to a token that may not read devices', async () => {
  const covered = { hallOnly: ['hall'], structuresOnly: [] }
  for (const [token, devices] of Object.entries(covered)) {
    assert.deepEqual(ids((await api.ask(token, '/v1/structures/villa')).json.devices), devices, token)
    const [first] = (await api.ask(token, '/v1/structures')).json.structures as Record<string, unknown>[]
    assert.deepEqual(ids(first?.devices), devices, token)
  }
})

test('a client’s own token covers no home', async () => {
  assert.deepEqual((await api.ask('machine', '/v1/structures')).json, { structures: [] })
  assert.equal((await api.ask('machine', '/v1/structures/villa')).status, 404)
  assert.equal((await api.patch('machine', '/v1/structures/villa', { name: 'x' })).status, 404)
})

test('changes name and away, each alone and both together', async () => {
  assert.equal((await api.patch('anna', '/v1/structures/cabin', { away: 'away' })).json.away, 'away')
  const both = await api.patch('anna', '/v1/structures/cabin', { name: '  Stuga é 家 ', away: 'home' })
  assert.deepEqual([both.status, both.json.name, both.json.away], [200, 'Stuga é 家', 'home'])
  assert.deepEqual((await api.ask('anna', '/v1/structures/cabin')).json, both.json)
})

test('changes made at once are all kept', async () => {
  const bodies = [{ away: 'away' }, { name: 'Both' }]
  await Promise.all(bodies.map((body) => api.patch('anna', '/v1/structures/cabin', body)))
  const { json } = await api.ask('anna', '/v1/structures/cabin')
  assert.deepEqual([json.name, json.away], ['Both', 'away'])
})

test('a home shared for reading is not controlled', async () => {
  const { status, json, headers } = await api.patch('reader', '/v1/structures/villa', { name: 'x' })
  assert.deepEqual([status, json.error], [403, 'insufficient_scope'])
  assert.match(
    String(headers.get('WWW-Authenticate')),
    /error="insufficient_scope".*scope="structures:write"/,
  )
})

const mistakes: readonly [unknown, RegExp][] = [
  [{}, /Send at least one of name, away/],
  ['[]', /must be a JSON object/],
  ['null', /must be a JSON object/],
  ['"name"', /must be a JSON object/],
  ['{"name":', /not valid JSON/],
  ['', /no body/],
  [{ name: '' }, /name must have 1 to 100 characters/],
  [{ name: '   ' }, /name must have 1 to 100 characters/],
  [{ name: 'x'.repeat(101) }, /name must have 1 to 100 characters/],
  [{ name: 7 }, /name must be text/],
  [{ name: null }, /name must be text/],
  [{ name: ['Villa'] }, /name must be text/],
  [{ name: 'a\u0000b' }, /name must not contain control characters/],
  ['{"name":"\\ud800"}', /name must not contain control characters/],
  [{ away: 'maybe' }, /away must be "home", "away" or "vacation"/],
  [{ away: true }, /away must be "home", "away" or "vacation"/],
  [{ owner: 'eve' }, /"owner" cannot be changed; name, away, country_code, postal_code, eta can/],
  ['{"__proto__":{"name":"x"}}', /"__proto__" cannot be changed/],
  [{ name: 'ok', id: 'other' }, /"id" cannot be changed/],
]
for (const [body, sentence] of mistakes) {
  test(`refuses ${JSON.stringify(body).slice(0, 40)} with a sentence`, async () => {
    const before = await api.ask('anna', '/v1/structures/villa')
    const { status, headers, json } = await api.patch('anna', '/v1/structures/villa', body)
    assert.equal(status, 400)
    assert.equal(headers.get('Content-Type'), 'application/problem+json')
    assert.match(String(json.detail), sentence)
    assert.equal(json.status, 400)
    assert.deepEqual((await api.ask('anna', '/v1/structures/villa')).json, before.json)
  })
}

test('names every mistake with its place', async () => {
  const { json } = await api.patch('anna', '/v1/structures/villa', { name: '', away: 1, 'a/b': 2 })
  assert.deepEqual(
    (json.errors as { pointer: string }[]).map(({ pointer }) => pointer),
    ['/name', '/away', '/a~1b'],
  )
})

test('the time of a reading is in ISO 8601', async () => {
  const { json } = await api.ask('anna', '/v1/structures/villa')
  const [hall] = json.devices as Record<string, unknown>[]
  assert.equal(hall?.read_at, new Date(begin).toISOString())
})
