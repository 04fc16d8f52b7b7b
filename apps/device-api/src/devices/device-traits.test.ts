import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'
import { deviceTypeNames } from './device-types.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  const devices = deviceTypeNames.map((type) => ({ id: type, name: type, type }))
  const house = { id: 'house', name: 'House', owner: 'eva', timeZone: 'Europe/Stockholm', devices }
  await api.store.saveStructure(structureDefinitionSchema.parse(house), { now: begin })
  api.tokens.eva = accessOf('eva', [homeAccess('house')])
  api.tokens.unlocker = accessOf('eva', [homeAccess('house', { actions: ['control', 'unlock'] })])
})
after(() => api.close())

const patch = (id: string, body: unknown, token = 'eva') => api.patch(token, `/v1/devices/${id}`, body)

test('every type tells of its traits', async () => {
  const { json } = await api.ask('eva', '/v1/devices')
  const members = Object.fromEntries(
    (json.devices as { type: string }[]).map((device) => [device.type, Object.keys(device)]),
  )
  const traits: Readonly<Record<string, readonly string[]>> = {
    thermostat: ['mode', 'fan', 'schedule', 'humidity_percent'],
    heat_pump: ['mode', 'hot_water_temperature_c', 'degree_minutes', 'fan_speed_percent'],
    smoke_co_alarm: ['smoke_state', 'co_state', 'battery_state', 'last_manual_test_at'],
    camera: ['streaming', 'activity_zones', 'last_event'],
    water_leak_detector: ['leaking', 'battery_percent', 'temperature_c'],
    water_valve: ['open'],
    lock: ['locked'],
  }
  for (const [type, expected] of Object.entries(traits))
    for (const member of expected) assert.ok(members[type]?.includes(member), `${type} ${member}`)
  assert.equal(members.heat_pump?.includes('fan'), false)
})

const day = { day: 'monday', time: '06:30', name: 'Wake', low_c: 20, high_c: 25 }

/** What is written is what is read. */
const writes: readonly [string, Record<string, unknown>][] = [
  ['thermostat', { mode: 'auto', target_temperature_low_c: 19, target_temperature_high_c: 25.5 }],
  ['thermostat', { target_temperature_low_c: 18.5 }],
  ['thermostat', { eco_temperatures: { low_c: 12, high_c: 30 } }],
  ['thermostat', { hold: { kind: 'next_period' } }],
  ['thermostat', { hold: { kind: 'until', until: '2026-01-16T12:00:00.000Z' } }],
  ['thermostat', { schedule: [day, { ...day, time: '22:00' }], hold: { kind: 'permanent' } }],
  ['thermostat', { temperature_scale: 'F', emergency_heat: true }],
  ['heat_pump', { hot_water_boost: true, ventilation_boost: true }],
  ['camera', { streaming: false }],
  ['water_valve', { open: false }],
  ['lock', { locked: true }],
  ['lock', { name: 'Front', room_id: null }],
]
for (const [id, body] of writes) {
  test(`${id} ${JSON.stringify(body)}`, async () => {
    const written = await patch(id, body)
    assert.equal(written.status, 200, written.text)
    const { json } = await api.ask('eva', `/v1/devices/${id}`)
    for (const [name, value] of Object.entries(body)) assert.deepEqual(json[name], value, name)
  })
}

test('a fan runs for so many minutes', async () => {
  const { json } = await patch('thermostat', { fan: { timer_minutes: 60 } })
  assert.deepEqual(json.fan, {
    mode: 'on',
    timer_minutes: 60,
    timer_until: new Date(api.clock.now + 3_600_000).toISOString(),
  })
})

test('a schedule that is written is followed', async () => {
  const { json } = await patch('thermostat', { schedule: [{ ...day, low_c: 17, high_c: 27 }] })
  assert.deepEqual(json.hold, { kind: 'schedule' })
  api.clock.now += 60_000
  const later = (await api.ask('eva', '/v1/devices/thermostat')).json
  assert.deepEqual([later.target_temperature_low_c, later.target_temperature_high_c], [17, 27])
  const moved = await patch('thermostat', { target_temperature_c: 20 })
  assert.deepEqual(moved.json.hold, { kind: 'next_period' })
})

test('opening a lock is asked for by name', async () => {
  assert.equal((await patch('lock', { locked: false })).status, 403)
  assert.equal((await patch('lock', { locked: false }, 'unlocker')).json.locked, false)
  assert.equal((await patch('lock', { locked: true })).json.locked, true)
})

test('what does not fit to how a thermostat is set is 409, and nothing of it is done', async () => {
  await patch('thermostat', { mode: 'auto', target_temperature_low_c: 19, target_temperature_high_c: 22 })
  const crossed = await patch('thermostat', { target_temperature_low_c: 23 })
  assert.deepEqual([crossed.status, crossed.json.type], [409, '/docs/device-api#conflict'])
  await patch('thermostat', { temperature_lock: { low_c: 19, high_c: 22 } })
  const out = await patch('thermostat', { target_temperature_c: 25, name: 'Not this' })
  assert.deepEqual([out.status, out.json.type], [409, '/docs/device-api#outside-the-lock'])
  assert.notEqual((await api.ask('eva', '/v1/devices/thermostat')).json.name, 'Not this')
  assert.equal((await patch('thermostat', { target_temperature_c: 21 })).status, 200)
  assert.equal((await patch('thermostat', { temperature_lock: null, target_temperature_c: 25 })).status, 200)
})

const mistakes: readonly [string, unknown, RegExp][] = [
  ['thermostat', { target_temperature_low_c: 20, target_temperature_c: 20 }, /not both/],
  ['thermostat', { eco_temperatures: { low_c: 20, high_c: 19 } }, /eco_temperatures must have a low_c/],
  ['thermostat', { eco_temperatures: { low_c: 20 } }, /eco_temperatures.high_c must be a number/],
  ['thermostat', { hold: { kind: 'until' } }, /hold has until with the kind until/],
  ['thermostat', { hold: { kind: 'schedule', until: '2026-01-16T12:00:00Z' } }, /hold has until/],
  ['thermostat', { hold: { kind: 'until', until: 'noon' } }, /hold.until must be a time/],
  ['thermostat', { hold: 'permanent' }, /hold must be an object/],
  ['thermostat', { schedule: [day, day] }, /must not have two periods/],
  ['thermostat', { schedule: [{ ...day, time: '24:00' }] }, /schedule\[0\].time must be a time/],
  ['thermostat', { schedule: [{ ...day, day: 'someday' }] }, /schedule\[0\].day must be one of sunday/],
  ['thermostat', { schedule: [{ ...day, colour: 1 }] }, /schedule\[0\] knows no "colour"/],
  ['thermostat', { schedule: Array.from({ length: 169 }, () => day) }, /168 periods at most/],
  ['thermostat', { fan: { timer_minutes: 16 } }, /fan.timer_minutes must be one of 15, 30/],
  ['thermostat', { temperature_lock: { low_c: 5, high_c: 20 } }, /temperature_lock.low_c must be a number/],
  ['thermostat', { locked: true }, /"locked" cannot be changed/],
  ['thermostat', { room_id: 'nowhere' }, /room_id must be the id of a room of this home/],
  ['thermostat', { room_id: '../x' }, /room_id must be the id of a room/],
  ['heat_pump', { fan: { mode: 'on' } }, /"fan" cannot be changed/],
  ['smoke_co_alarm', { smoke_state: 'ok' }, /"smoke_state" cannot be changed; name, room_id can/],
  ['camera', { streaming: 'yes' }, /streaming must be true or false/],
  ['water_valve', { open: 1 }, /open must be true or false/],
  ['lock', { locked: null }, /locked must be true or false/],
]
for (const [id, body, sentence] of mistakes) {
  test(`${id} refuses ${JSON.stringify(body).slice(0, 60)}`, async () => {
    const { status, json } = await patch(id, body)
    assert.equal(status, 400)
    assert.match(String(json.detail), sentence)
    assert.equal(json.type, '/docs/device-api#invalid-body')
  })
}
