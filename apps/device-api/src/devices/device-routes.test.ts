import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')])
  api.tokens.reader = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  api.tokens.hallOnly = accessOf('anna', [
    homeAccess('villa', { devices: ['hall'] }),
    homeAccess('villa', { devices: ['pump'], actions: ['read'] }),
  ])
})
after(() => api.close())

test('reads a device in both units', async () => {
  const { status, json } = await api.ask('anna', '/v1/devices/hall')
  assert.equal(status, 200)
  const { outdoor_temperature_c: outdoor, outdoor_temperature_f: outdoorF, ...members } = json
  assert.deepEqual(members, {
    id: 'hall',
    structure_id: 'villa',
    room_id: null,
    name: 'Hall',
    type: 'thermostat',
    connected: true,
    mode: 'heat',
    hvac_state: 'heating',
    target_temperature_c: 20,
    target_temperature_f: 68,
    target_temperature_low_c: 20,
    target_temperature_high_c: 24,
    ambient_temperature_c: 19.5,
    ambient_temperature_f: 67.1,
    humidity_percent: 45,
    eco_temperatures: { low_c: 15, high_c: 28 },
    hold: { kind: 'permanent' },
    schedule: [],
    fan: { mode: 'auto', timer_minutes: 15, timer_until: null },
    temperature_scale: 'C',
    temperature_lock: null,
    emergency_heat: false,
    read_at: new Date(begin).toISOString(),
  })
  assert.ok(Number(outdoor) < 5, 'it is winter')
  assert.ok(Math.abs(Number(outdoorF) - (Number(outdoor) * 1.8 + 32)) < 0.2)
})

test('a written target moves the reading', async () => {
  const written = await api.patch('anna', '/v1/devices/stove', { target_temperature_c: 23.5 })
  assert.deepEqual(
    [written.status, written.json.target_temperature_c, written.json.hvac_state],
    [200, 23.5, 'heating'],
  )
  assert.equal(written.json.ambient_temperature_c, 19.5)
  api.clock.now += 20 * 60_000
  const soon = (await api.ask('anna', '/v1/devices/stove')).json
  assert.ok(Number(soon.ambient_temperature_c) > 20 && Number(soon.ambient_temperature_c) < 23.5)
  assert.equal(soon.hvac_state, 'heating')
  api.clock.now += 5 * 3_600_000
  const reached = (await api.ask('anna', '/v1/devices/stove')).json
  assert.deepEqual([reached.ambient_temperature_c, reached.hvac_state], [23.5, 'off'])
  await api.patch('anna', '/v1/devices/stove', { mode: 'off' })
  api.clock.now += 3_600_000
  assert.ok(Number((await api.ask('anna', '/v1/devices/stove')).json.ambient_temperature_c) < 23.5)
  const cooled = await api.patch('anna', '/v1/devices/stove', { mode: 'cool', target_temperature_c: 9 })
  assert.deepEqual([cooled.json.mode, cooled.json.hvac_state], ['cool', 'cooling'])
})

test('Fahrenheit is taken as it is given', async () => {
  for (const fahrenheit of [49, 70, 89]) {
    const { json } = await api.patch('anna', '/v1/devices/hall', { target_temperature_f: fahrenheit })
    assert.equal(json.target_temperature_f, fahrenheit)
    assert.equal(json.target_temperature_c, Math.round((fahrenheit - 32) / 0.18) / 10)
  }
})

test('the ends of the range are in it', async () => {
  for (const celsius of [9, 32]) {
    const { status, json } = await api.patch('anna', '/v1/devices/hall', { target_temperature_c: celsius })
    assert.deepEqual([status, json.target_temperature_c], [200, celsius])
  }
})

test('name, mode and target together', async () => {
  const body = { name: 'Entrance', mode: 'eco', target_temperature_c: 21 }
  const { json } = await api.patch('anna', '/v1/devices/hall', body)
  assert.deepEqual([json.name, json.mode, json.target_temperature_c], ['Entrance', 'eco', 21])
})

test('a type built on JSON and a charset are taken too', async () => {
  for (const type of ['application/merge-patch+json', 'Application/JSON; charset=utf-8']) {
    const init = { method: 'PATCH', headers: { 'Content-Type': type }, body: '{"mode":"heat"}' }
    assert.equal((await api.ask('anna', '/v1/devices/hall', init)).status, 200, type)
  }
})

const celsius = /target_temperature_c must be a number from 9 to 32 \(°C\) in steps of 0.5/
const fahrenheit = /target_temperature_f must be a whole number from 49 to 89 \(°F\)/
const mistakes: readonly [unknown, RegExp][] = [
  [{}, /Send at least one of name, mode, target_temperature_c, target_temperature_f/],
  ['[1]', /must be a JSON object/],
  ['{"mode":"heat"', /not valid JSON/],
  [{ target_temperature_c: 8.5 }, celsius],
  [{ target_temperature_c: 32.5 }, celsius],
  [{ target_temperature_c: 21.3 }, celsius],
  [{ target_temperature_c: '21' }, celsius],
  [{ target_temperature_c: null }, celsius],
  [{ target_temperature_c: [21] }, celsius],
  ['{"target_temperature_c":1e999}', celsius],
  [{ target_temperature_c: -0 }, celsius],
  [{ target_temperature_f: 48 }, fahrenheit],
  [{ target_temperature_f: 90 }, fahrenheit],
  [{ target_temperature_f: 70.5 }, fahrenheit],
  [{ target_temperature_f: true }, fahrenheit],
  [{ target_temperature_c: 21, target_temperature_f: 70 }, /not both/],
  [{ target_temperature: 21 }, /"target_temperature" cannot be changed; name, mode, target_temperature_c/],
  [{ ambient_temperature_c: 30 }, /cannot be changed/],
  [{ hvac_state: 'heating' }, /cannot be changed/],
  [{ mode: 'warm' }, /mode must be one of heat, cool, auto, off, eco/],
  [{ mode: 3 }, /mode must be one of/],
  [{ name: '' }, /name must have 1 to 100 characters/],
  [{ ['x'.repeat(50_000)]: 1 }, /"x{40}…" cannot be changed/],
]
for (const [body, sentence] of mistakes) {
  test(`refuses ${JSON.stringify(body).slice(0, 50)} with a sentence`, async () => {
    const before = (await api.ask('anna', '/v1/devices/hall')).json
    const { status, headers, json } = await api.patch('anna', '/v1/devices/hall', body)
    assert.deepEqual([status, headers.get('Content-Type')], [400, 'application/problem+json'])
    assert.match(String(json.detail), sentence)
    assert.deepEqual((await api.ask('anna', '/v1/devices/hall')).json, before)
  })
}

test('a mode that the type does not have is refused', async () => {
  const { status, json } = await api.patch('anna', '/v1/devices/pump', { mode: 'cool' })
  assert.equal(status, 400)
  assert.match(String(json.detail), /mode must be one of heat, auto, off, eco/)
})

test('what is shared for reading only, by home or by device, is read and not controlled', async () => {
  for (const [token, id] of [
    ['reader', 'hall'],
    ['hallOnly', 'pump'],
  ] as const) {
    assert.equal((await api.ask(token, `/v1/devices/${id}`)).status, 200)
    const { status, json } = await api.patch(token, `/v1/devices/${id}`, { mode: 'off' })
    assert.deepEqual([status, json.error], [403, 'insufficient_scope'])
  }
  assert.equal((await api.patch('hallOnly', '/v1/devices/hall', { mode: 'off' })).status, 200)
})

test('a hundred changes at once are all kept', async () => {
  const changes = Array.from({ length: 100 }, (_, index) => {
    const body = index % 2 ? { name: `Name ${index}` } : { target_temperature_c: 10 + (index % 40) / 2 }
    return api.patch('anna', '/v1/devices/pump', body)
  })
  const answers = await Promise.all(changes)
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const device = await api.store.findDevice('anna', 'pump')
  assert.equal(device?.version, 101)
})
