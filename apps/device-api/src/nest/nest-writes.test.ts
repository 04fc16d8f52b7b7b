import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { accessOf, begin, homeAccess } from '../test-homes.testing.ts'
import {
  assertNestError,
  asUnpacked,
  den,
  lodge,
  type NestTestApi,
  noWrite,
  openNestApi,
  wrong,
} from './nest-homes.testing.ts'

let api: NestTestApi
before(async () => {
  api = await openNestApi()
  const { tokens } = api
  tokens.reader = accessOf('anna', [homeAccess('lodge', { actions: ['read', 'camera'] })])
  tokens.readScope = accessOf('anna', [homeAccess('lodge')], ['devices:read', 'structures:read'])
  tokens.oneDevice = accessOf('anna', [homeAccess('lodge', { devices: ['den'] })])
  tokens.noAway = accessOf('anna', [homeAccess('lodge', { actions: ['read', 'control'] })])
})
after(() => api.close())

/** Each test begins alike. */
beforeEach(() => asUnpacked(api))

const written: readonly [string, string, unknown, unknown][] = [
  ['one scale', den, { target_temperature_f: 72 }, { target_temperature_f: 72 }],
  ['the other scale', den, { target_temperature_c: 21.5 }, { target_temperature_c: 21.5 }],
  ['a mode', den, { hvac_mode: 'eco' }, { hvac_mode: 'eco' }],
  [
    'a mode and what it allows',
    den,
    { hvac_mode: 'heat-cool', target_temperature_low_f: 66, target_temperature_high_f: 75 },
    { hvac_mode: 'heat-cool', target_temperature_low_f: 66, target_temperature_high_f: 75 },
  ],
  ['the scale', den, { temperature_scale: 'F' }, { temperature_scale: 'F' }],
  ['a label', den, { label: 'upstairs' }, { label: 'upstairs' }],
  ['no label', den, { label: '' }, { label: '' }],
  [
    'the fan',
    den,
    { fan_timer_active: true, fan_timer_duration: 30 },
    { fan_timer_active: true, fan_timer_duration: 30 },
  ],
  ['a bare number', `${den}/target_temperature_f`, 70, 70],
  ['a bare text', `${den}/hvac_mode`, 'cool', 'cool'],
  ['a bare boolean', `${den}/fan_timer_active.json`, true, true],
  ['a camera', '/devices/cameras/door-cam', { is_streaming: false }, { is_streaming: false }],
  ['a camera’s field', '/devices/cameras/door-cam/is_streaming', true, true],
  ['away', lodge, { away: 'away' }, { away: 'away' }],
  ['a bare away', `${lodge}/away`, 'away', 'away'],
  ['a name', `${lodge}/name`, 'Hut', 'Hut'],
]
for (const [name, path, body, answer] of written) {
  test(`writes ${name}, answers it and keeps it`, async () => {
    const { status, text } = await api.put(path, body)
    assert.deepEqual([status, JSON.parse(text)], [200, answer])
    const kept = JSON.parse((await api.get(path)).text)
    assert.deepEqual(
      typeof kept === 'object' ? { ...kept, ...(answer as object) } : kept,
      typeof kept === 'object' ? kept : answer,
    )
  })
}

test('one scale moves the other, and what is not named stays', async () => {
  await api.put(den, { target_temperature_f: 75 })
  const { json } = await api.get(den)
  assert.deepEqual([json.target_temperature_c, json.hvac_mode, json.label], [24, 'heat', ''])
})

test('a fan’s timer has an end, which passes', async () => {
  await api.put(den, { fan_timer_active: true, fan_timer_duration: 15 })
  assert.equal(
    (await api.get(`${den}/fan_timer_timeout`)).text,
    `"${new Date(begin + 900_000).toISOString()}"`,
  )
  api.clock.now = begin + 900_001
  assert.equal((await api.get(`${den}/fan_timer_active`)).text, 'false')
  assert.equal((await api.get(`${den}/fan_timer_timeout`)).text, '"1970-01-01T00:00:00.000Z"')
  api.clock.now = begin
})

test('eco remembers what was before it', async () => {
  await api.put(den, { hvac_mode: 'cool' })
  await api.put(den, { hvac_mode: 'eco' })
  assert.equal((await api.get(`${den}/previous_hvac_mode`)).text, '"cool"')
  await api.put(den, { hvac_mode: 'heat' })
  assert.equal((await api.get(`${den}/previous_hvac_mode`)).text, '""')
})

test('over to heat-cool the set points stand apart', async () => {
  await api.put(den, { target_temperature_c: 30 })
  await api.put(den, { hvac_mode: 'heat-cool' })
  const { json } = await api.get(den)
  assert.deepEqual([json.target_temperature_low_c, json.target_temperature_high_c], [30, 31.5])
})

test('an ETA is written while nobody is at home, and shows as its begin', async () => {
  const eta = {
    trip_id: 'trip-1',
    estimated_arrival_window_begin: '2026-01-15T13:00:00.000Z',
    estimated_arrival_window_end: '2026-01-15T13:30:00.000000',
  }
  const notAway = { status: 400, fragment: 'mode-error', error: 'Not in away mode' }
  assertNestError(await api.put(`${lodge}/eta`, eta), notAway)
  await api.put(lodge, { away: 'away' })
  const { status, json } = await api.put(`${lodge}/eta.json`, eta)
  assert.deepEqual([status, json], [200, eta])
  assert.equal((await api.get(`${lodge}/eta_begin`)).text, '"2026-01-15T13:00:00.000Z"')
  assert.deepEqual((await api.put(lodge, { eta })).json, { eta })
  assert.deepEqual((await api.put(lodge, { away: 'away', eta })).json, { away: 'away', eta })
})

const types = [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json', 'x/y']
for (const type of types) {
  test(`JSON counts as JSON under the type ${type}`, async () => {
    const body = new TextEncoder().encode('{"target_temperature_f":71}')
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
    for (const method of ['PUT', 'PATCH']) {
      const { status, text } = await api.ask('anna', den, { method, headers, body })
      assert.deepEqual([status, text], [200, '{"target_temperature_f":71}'])
    }
  })
}

test('what a homeowner shared for reading is 403, with the challenge and Nest’s body', async () => {
  const asked: readonly [string, unknown, string][] = [
    [den, { target_temperature_f: 70 }, 'target_temperature_f'],
    [`${den}/temperature_scale`, 'F', 'temperature_scale'],
    ['/devices/cameras/door-cam', { is_streaming: true }, 'is_streaming'],
    ['/devices/smoke_co_alarms/smoke', { name: 'x' }, 'name'],
  ]
  for (const [path, body, fields] of asked) {
    const answer = await api.put(path, body, 'reader')
    assertNestError(answer, noWrite(fields, 403))
    assert.match(
      String(answer.headers.get('WWW-Authenticate')),
      /^Bearer realm=.*error="insufficient_scope".*scope="devices:write"/,
    )
  }
  for (const body of [{ away: 'away' }, { name: 'x' }]) {
    const answer = await api.put(lodge, body, 'reader')
    assertNestError(answer, noWrite(Object.keys(body)[0] ?? '', 403))
    assert.match(String(answer.headers.get('WWW-Authenticate')), /scope="structures:write"/)
  }
})

test('a home is named by who controls it whole, and its away by who was allowed that', async () => {
  assertNestError(await api.put(lodge, { name: 'x' }, 'oneDevice'), noWrite('name', 403))
  assertNestError(await api.put(`${lodge}/away`, 'away', 'noAway'), noWrite('away', 403))
  assertNestError(await api.put(lodge, { name: 'x', away: 'away' }, 'noAway'), noWrite('away', 403))
  assert.equal((await api.put(den, { label: 'x' }, 'noAway')).status, 200)
})

test('a token without the scope is 403', async () => {
  for (const path of [den, lodge]) {
    const { status, json, headers } = await api.put(path, { label: 'x' }, 'readScope')
    assert.deepEqual([status, json.error], [403, 'forbidden'])
    assert.match(String(headers.get('WWW-Authenticate')), /insufficient_scope.*:write"/)
  }
})

const mode = (fieldName: string, is: string) => ({
  status: 400,
  fragment: 'mode-error',
  error: `Cannot set ${fieldName} while mode is ${is}`,
  details: { fieldName, mode: is },
})
const refused: readonly [string, unknown, Parameters<typeof assertNestError>[1]][] = [
  [den, { target_temperature_low_f: 60, hvac_mode: 'cool' }, mode('target_temperature_low', 'cool')],
  [den, { target_temperature_high_c: 20 }, mode('target_temperature_high', 'heat')],
  [den, { hvac_mode: 'off', target_temperature_c: 20 }, mode('target_temperature', 'off')],
  [den, { hvac_mode: 'heat-cool', target_temperature_c: 20 }, mode('target_temperature', 'heat-cool')],
  [
    den,
    { hvac_mode: 'eco', target_temperature_c: 20 },
    wrong('mode-error', 'Cannot change target temperature while mode is eco'),
  ],
  [
    den,
    { hvac_mode: 'heat-cool', target_temperature_low_f: 74, target_temperature_high_f: 72 },
    wrong(
      'low-high-error',
      "Cannot set target low temperature '74.0' higher than target high temperature '72.0'",
      { lowTemp: '74.0', highTemp: '72.0' },
    ),
  ],
  [
    den,
    { hvac_mode: 'heat-cool', target_temperature_low_c: 24 },
    wrong(
      'low-high-error',
      "Cannot set target low temperature '24.0' higher than target high temperature '24.0'",
      { lowTemp: '24.0', highTemp: '24.0' },
    ),
  ],
  [
    den,
    { target_temperature_f: 100 },
    wrong('high-f-value', 'Temperature F value is too high: 100.0', { tempF: '100.0' }),
  ],
  [
    den,
    { target_temperature_f: 49 },
    wrong('low-f-value', 'Temperature F value is too low: 49.0', { tempF: '49.0' }),
  ],
  [
    den,
    { target_temperature_c: 32.5 },
    wrong('high-c-value', 'Temperature C value is too high: 32.5', { tempC: '32.5' }),
  ],
  [
    den,
    { target_temperature_c: -4 },
    wrong('low-c-value', 'Temperature C value is too low: -4.0', { tempC: '-4.0' }),
  ],
  [
    den,
    { target_temperature_c: 1e300 },
    wrong('high-c-value', 'Temperature C value is too high: 1e+300', { tempC: '1e+300' }),
  ],
  [
    den,
    { target_temperature_c: '21' },
    wrong('format-error', "Temperature '21' is in wrong format", { field_name: '21' }),
  ],
  [
    den,
    { target_temperature_c: null },
    wrong('format-error', "Temperature 'null' is in wrong format", { field_name: 'null' }),
  ],
  [
    den,
    { target_temperature_c: [20] },
    wrong('format-error', "Temperature '[list]' is in wrong format", { field_name: '[list]' }),
  ],
  [den, { hvac_mode: 'dry' }, wrong('range-error', "Invalid value for hvac_mode: 'dry'")],
  [den, { hvac_mode: 'constructor' }, wrong('range-error', "Invalid value for hvac_mode: 'constructor'")],
  [den, { hvac_mode: 7 }, wrong('format-error', "hvac_mode '7' is in wrong format")],
  [
    '/devices/thermostats/pump',
    { hvac_mode: 'cool' },
    wrong('range-error', "Invalid value for hvac_mode: 'cool'"),
  ],
  ['/devices/thermostats/pump', { fan_timer_active: true }, noWrite('fan_timer_active')],
  [den, { fan_timer_duration: 20 }, wrong('range-error', "Invalid value for fan_timer_duration: '20'")],
  [den, { fan_timer_duration: '15' }, wrong('format-error', "fan_timer_duration '15' is in wrong format")],
  [den, { fan_timer_active: 'true' }, wrong('format-error', "fan_timer_active 'true' is in wrong format")],
  [den, { temperature_scale: 'K' }, wrong('range-error', "Invalid value for temperature_scale: 'K'")],
  [den, { label: 'a\u0000b' }, wrong('format-error', "label 'a\u0000b' is in wrong format")],
  [den, { humidity: 40 }, noWrite('humidity')],
  [den, { humidity: 40, is_online: true, target_temperature_f: 70 }, noWrite('humidity, is_online')],
  [den, '{"__proto__":{"hvac_mode":"eco"}}', noWrite('__proto__')],
  [`${den}/__proto__`, 'x', noWrite('__proto__')],
  [`${den}/hvac_mode/x`, 'x', { status: 404, fragment: 'not-found', error: 'Not found' }],
  [
    '/devices/cameras/door-cam',
    { is_streaming: 1 },
    wrong('format-error', "is_streaming '1' is in wrong format"),
  ],
  ['/devices/cameras/door-cam', { name: 'x' }, noWrite('name')],
  ['/devices/smoke_co_alarms/smoke', { smoke_alarm_state: 'ok' }, noWrite('smoke_alarm_state')],
  [lodge, { away: 'auto-away' }, wrong('range-error', "Invalid value for away: 'auto-away'")],
  [lodge, { away: true }, wrong('format-error', "away 'true' is in wrong format")],
  [lodge, { name: '' }, wrong('format-error', "name '' is in wrong format")],
  [lodge, { time_zone: 'UTC', owner: 'eve' }, noWrite('time_zone, owner')],
  [`${lodge}/wheres/lodge/name`, 'x', noWrite('name')],
  [`${lodge}/eta/trip_id`, 'x', { status: 404, fragment: 'not-found', error: 'Not found' }],
  ['/devices/thermostats', { den: { label: 'x' } }, noWrite('den')],
  ['/devices', 'x', noWrite('devices')],
  ['/metadata', { user_id: 'eve' }, noWrite('user_id')],
  ['/metadata/user_id', 'eve', noWrite('user_id')],
  [den, '', wrong('format-error', 'Write Error')],
  [den, '{', wrong('format-error', 'Write Error')],
  [den, '{}', wrong('format-error', 'Write Error')],
  [den, 'null', wrong('format-error', 'Write Error')],
  [den, '[1]', wrong('format-error', 'Write Error')],
  [den, '72', wrong('format-error', 'Write Error')],
  [lodge, { away: 'away', eta: 'soon' }, wrong('format-error', 'Write Error')],
]
for (const [path, body, expected] of refused) {
  const sent = typeof body === 'string' && /^([{[]|$|null|72)/.test(body) ? body : JSON.stringify(body)
  test(`refuses ${sent.slice(0, 70)} at ${path}`, async () => {
    const before = [await api.get('/devices'), await api.get('/structures')].map(({ text }) => text)
    assertNestError(await api.putText(path, sent), expected)
    const now = [await api.get('/devices'), await api.get('/structures')].map(({ text }) => text)
    assert.deepEqual(now, before)
  })
}

test('a body may be deep, long or cut into, and is refused in Nest’s words', async () => {
  const deep = `{"target_temperature_f":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
  assertNestError(
    await api.putText(den, deep),
    wrong('format-error', "Temperature '[list]' is in wrong format", { field_name: '[list]' }),
  )
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`field${at}`, at]))
  const { status, text } = await api.put(den, many)
  assert.equal(status, 400)
  assert.ok(text.length < 2000, `${text.length}`)
  const long = await api.put(den, { label: 'x'.repeat(70_000) })
  assert.deepEqual([long.status, String(long.json.type).split('#')[1]], [413, 'format-error'])
  assertNestError(
    await api.putText(den, '{"label":"\\ud800"}'),
    wrong('format-error', "label '\ud800' is in wrong format"),
  )
})

test('of writes at once none is lost', async () => {
  const bodies = [{ label: 'both' }, { target_temperature_f: 77 }, { temperature_scale: 'F' }]
  await Promise.all(bodies.map((body) => api.put(den, body)))
  const { json } = await api.get(den)
  assert.deepEqual([json.label, json.target_temperature_f, json.temperature_scale], ['both', 77, 'F'])
})
