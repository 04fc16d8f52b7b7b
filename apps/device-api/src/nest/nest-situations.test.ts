import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { firstAlarm } from '../devices/alarm.ts'
import { deviceTypes } from '../devices/device-types.ts'
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

// What is refused because of how the home is at the time.

let api: NestTestApi
before(async () => {
  api = await openNestApi()
  api.tokens.oneDevice = accessOf('anna', [homeAccess('lodge', { devices: ['den'] })])
})
after(() => api.close())

/** Each test begins alike. */
beforeEach(() => asUnpacked(api))

const eta = {
  trip_id: 't',
  estimated_arrival_window_begin: '2026-01-15T13:00:00Z',
  estimated_arrival_window_end: '2026-01-15T14:00:00Z',
}
const begins = 'estimated_arrival_window_begin'
const ends = 'estimated_arrival_window_end'
const wrongEtas: readonly [object, Parameters<typeof assertNestError>[1]][] = [
  [{ [begins]: '' }, wrong('format-error', `${begins} '' is in wrong format`)],
  [{ [begins]: 'soon' }, wrong('format-error', `${begins} 'soon' is in wrong format`)],
  [{ [ends]: '2026-13-01T13:00' }, wrong('format-error', `${ends} '2026-13-01T13:00' is in wrong format`)],
  [{ [ends]: 1 }, wrong('format-error', `${ends} '1' is in wrong format`)],
  [{ trip_id: 7 }, wrong('format-error', "trip_id '7' is in wrong format")],
  [
    { [ends]: '2026-01-15T12:30:00Z' },
    wrong('range-error', `Invalid value for ${ends}: '2026-01-15T12:30:00Z'`),
  ],
  [
    { [begins]: '2025-01-01T00:00:00Z', [ends]: '2026-01-01T00:00:00Z' },
    wrong('range-error', `Invalid value for ${ends}: '2026-01-01T00:00:00Z'`),
  ],
  [{ x: 1 }, noWrite('x')],
]
for (const [change, expected] of wrongEtas) {
  test(`refuses an ETA with ${JSON.stringify(change)}`, async () => {
    await api.put(lodge, { away: 'away' })
    assertNestError(await api.put(`${lodge}/eta`, { ...eta, ...change }), expected)
  })
}

test('while nobody is at home, temperature and fan stay', async () => {
  await api.store.changeStructure('anna', 'lodge', { away: 'vacation' })
  assert.equal((await api.get(`${lodge}/away`)).text, '"away"')
  const temperature = 'Cannot change target temperature while structure is away'
  assertNestError(await api.put(den, { target_temperature_f: 70 }), wrong('mode-error', temperature))
  const fan = 'Cannot change fan_timer_active while structure is away'
  assertNestError(await api.put(`${den}/fan_timer_active`, true), wrong('mode-error', fan))
  assert.equal((await api.put(den, { hvac_mode: 'eco', temperature_scale: 'F' })).status, 200)
})

test('a locked thermostat is moved within its bounds only', async () => {
  const { climate } = deviceTypes.thermostat.firstTraits(begin)
  assert.ok(climate)
  await api.become('anna', 'den', { climate: { ...climate, lock: { low: 18, high: 20.5 } } })
  const { json } = await api.get(den)
  assert.deepEqual(
    [json.is_locked, json.locked_temp_min_c, json.locked_temp_max_c, json.locked_temp_max_f],
    [true, 18, 20.5, 69],
  )
  const bounds: readonly [object, string, string, object][] = [
    [
      { target_temperature_c: 21 },
      'high-c-value-4-lock',
      "Temperature C '21.0' is too high for lock temperature '20.5'",
      { tempC: '21.0', highLockTemp: '20.5' },
    ],
    [
      { target_temperature_c: 17.5 },
      'low-c-value-4-lock',
      "Temperature C '17.5' is too low for lock temperature '18.0'",
      { tempC: '17.5', lowLockTemp: '18.0' },
    ],
    [
      { target_temperature_f: 70 },
      'high-f-value-4-lock',
      "Temperature F '70.0' is too high for lock temperature '69.0'",
      { tempF: '70.0', highLockTemp: '69.0' },
    ],
    [
      { target_temperature_f: 63 },
      'low-f-value-4-lock',
      "Temperature F '63.0' is too low for lock temperature '64.0'",
      { tempF: '63.0', lowLockTemp: '64.0' },
    ],
  ]
  for (const [body, fragment, error, details] of bounds)
    assertNestError(await api.put(den, body), wrong(fragment, error, details))
  assert.equal((await api.put(den, { target_temperature_f: 69 })).status, 200)
})

test('what cannot be reached is not written', async () => {
  const connection = { isOnline: false, since: begin - 60_000 }
  await api.become('anna', 'den', { connection })
  await api.become('anna', 'door-cam', { connection })
  assertNestError(
    await api.put(den, { target_temperature_f: 70 }),
    wrong('not-online', 'Thermostat is not online'),
  )
  assertNestError(
    await api.put('/devices/cameras/door-cam', { is_streaming: true }),
    wrong('not-online', 'Camera is not online'),
  )
  const { is_online, last_connection } = (await api.get(den)).json
  assert.deepEqual([is_online, last_connection], [false, '2026-01-15T11:59:00.000Z'])
  for (const id of ['den', 'door-cam'])
    await api.become('anna', id, { connection: { isOnline: true, since: begin } })
})

test('smoke is not spread by the fan, seen by this app or not', async () => {
  await api.become('anna', 'smoke', { alarm: { ...firstAlarm, smoke: 'emergency' } })
  const { json } = await api.get('/devices/smoke_co_alarms/smoke')
  assert.deepEqual([json.smoke_alarm_state, json.ui_color_state], ['emergency', 'red'])
  assert.equal((await api.get(`${lodge}/smoke_alarm_state`)).text, '"emergency"')
  assert.equal((await api.get(`${lodge}/smoke_alarm_state`, 'oneDevice')).text, '"ok"')
  const shutoff = wrong('safety-shutoff-on', 'Cannot activate fan during smoke/co safety shutoff')
  for (const token of ['anna', 'oneDevice'])
    assertNestError(await api.put(den, { fan_timer_active: true }, token), shutoff)
  assert.equal((await api.put(den, { fan_timer_active: false })).status, 200)
})
