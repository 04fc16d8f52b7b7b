import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { apps, ask, chosenToken, home, startNestLatchkey, thermostat, thermostatId } from './nest-latchkey.ts'

// Anna shares the thermostat of one of her homes for reading, and nothing else.

let latchkey: RunningLatchkey
let token: string
before(async () => {
  latchkey = await startNestLatchkey()
  token = await chosenToken(latchkey, apps.errors, {
    'extent.annas-home': 'chosen',
    [`device.annas-home.${thermostatId}`]: 'read',
    'device.annas-home.annas-pump': 'none',
    'device.annas-home.RTMTKxsQTCxzVcsySOHPxKoF4OyCifrs': 'none',
    'device.annas-home.awJo6rH0IldT2YlIVtYaGQ-camera': 'none',
    'extent.trouble': 'nothing',
  })
})
after(() => latchkey.end())

test('the thermostat is the only device, and its home the only home', async () => {
  const devices = (await ask(latchkey, token, '/devices')).json as Record<string, object>
  assert.deepEqual(
    Object.entries(devices).map(([kind, found]) => [kind, Object.keys(found)]),
    [
      ['thermostats', [thermostatId]],
      ['smoke_co_alarms', []],
      ['cameras', []],
    ],
  )
  const structures = (await ask(latchkey, token, '/structures')).json as Record<string, { wheres: object }>
  assert.deepEqual(Object.keys(structures), ['annas-home'])
  assert.deepEqual(Object.keys(structures['annas-home']?.wheres ?? {}), ['hallway'])
})

test('everything else is 404, to read and to write', async () => {
  for (const path of [
    '/devices/thermostats/annas-pump',
    '/structures/trouble',
    '/structures/bens-home/name',
  ]) {
    assert.equal((await ask(latchkey, token, path)).status, 404, path)
    assert.equal((await ask(latchkey, token, path, { label: 'x' })).status, 404, path)
  }
})

test('control is 403 in Nest’s words, with a challenge that names the scope', async () => {
  const writes = [
    [thermostat, { target_temperature_f: 70 }, 'target_temperature_f', 'devices:write'],
    [`${thermostat}/hvac_mode`, 'off', 'hvac_mode', 'devices:write'],
    [home, { name: 'Mine' }, 'name', 'structures:write'],
    [`${home}/away`, 'away', 'away', 'structures:write'],
  ] as const
  for (const [path, body, fields, scope] of writes) {
    const { status, headers, json } = await ask(latchkey, token, path, body)
    assert.equal(status, 403, path)
    const challenge = headers.get('www-authenticate') ?? ''
    assert.match(challenge, /^Bearer realm="devices", error="insufficient_scope"/)
    assert.ok(challenge.includes(`scope="${scope}"`), challenge)
    assert.deepEqual(json, {
      error: `No write permission(s) for field(s): ${fields}`,
      type: 'https://developer.nest.com/documentation/cloud/error-messages#no-write-permission',
      message: `No write permission(s) for field(s): ${fields}`,
      instance: (json as { instance: string }).instance,
      details: { fields },
    })
  }
})
