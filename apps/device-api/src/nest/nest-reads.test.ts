import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessOf, homeAccess } from '../test-homes.testing.ts'
import { assertNestError, type NestTestApi, openNestApi } from './nest-homes.testing.ts'

let api: NestTestApi
before(async () => {
  api = await openNestApi()
  const { tokens } = api
  tokens.oneDevice = accessOf('anna', [homeAccess('lodge', { devices: ['den'], actions: ['read'] })])
  tokens.noCamera = accessOf('anna', [homeAccess('lodge', { actions: ['read', 'control'] })])
  tokens.devicesOnly = accessOf('anna', [homeAccess('lodge')], ['devices:read'])
  tokens.structuresOnly = accessOf('anna', [homeAccess('lodge')], ['structures:read'])
  tokens.machine = accessOf('client:app', [])
})
after(() => api.close())

const keys = (value: unknown) => Object.keys(value as object)
const notFound = { status: 404, fragment: 'not-found', error: 'Not found' }

/** Every address below a node. */
function addresses(node: unknown, path: string): readonly [string, unknown][] {
  const below =
    typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([name, child]) => addresses(child, `${path}/${name}`))
      : []
  return [[path, node], ...below]
}

test('every node has an address, down to a single value, with .json and with a slash behind it', async () => {
  const trees = ['devices', 'structures', 'metadata'] as const
  for (const tree of trees) {
    const { json } = await api.get(`/${tree}`)
    const all = addresses(json, `/${tree}`)
    assert.ok(all.length > 3)
    for (const [path, node] of all) {
      // The device whose id ends like a file is below; it is the one address that a suffix may not be taken from.
      for (const suffix of ['', '.json', '/', '/.json']) {
        const { status, text, headers } = await api.get(path + suffix)
        assert.equal(status, 200, path + suffix)
        assert.deepEqual(JSON.parse(text), node, path + suffix)
        assert.match(String(headers.get('Content-Type')), /^application\/json/)
      }
    }
  }
})

test('a thermostat has every member of Nest’s, with its JSON type', async () => {
  const { json } = await api.get('/devices/thermostats/den')
  for (const [name, value] of Object.entries(json)) {
    if (name.endsWith('_f')) assert.ok(Number.isInteger(value), name)
    if (name.endsWith('_c')) assert.ok(Number.isInteger(Number(value) * 2), name)
    if (/^(is_|has_|can_|sunlight_|fan_timer_active)/.test(name)) assert.equal(typeof value, 'boolean', name)
    if (/_timeout$|^last_connection$/.test(name)) assert.match(String(value), /^\d{4}-.*T.*\.\d{3}Z$/, name)
  }
  assert.equal(keys(json).length, 49)
})

test('heat pumps count as thermostats that heat; what Nest has no kind for is not there', async () => {
  const { json } = await api.get('/devices')
  assert.deepEqual(keys(json), ['thermostats', 'smoke_co_alarms', 'cameras'])
  assert.deepEqual(keys(json.thermostats).toSorted(), [
    'constructor',
    'den',
    'hall',
    'odd.json',
    'pump',
    'stove',
  ])
  const { pump } = json.thermostats as Record<string, Record<string, unknown>>
  assert.deepEqual([pump?.can_heat, pump?.can_cool, pump?.has_fan], [true, false, false])
  const lodge = (await api.get('/structures/lodge')).json
  assert.deepEqual([lodge.smoke_co_alarms, lodge.cameras], [['smoke'], ['door-cam']])
})

test('a heat pump that minds itself heats, for Nest’s programs', async () => {
  await api.patch('anna', '/v1/devices/pump', { mode: 'auto' })
  assert.equal((await api.get('/devices/thermostats/pump/hvac_mode')).text, '"heat"')
  assert.equal((await api.put('/devices/thermostats/pump/hvac_mode', '"heat-cool"')).status, 400)
  await api.patch('anna', '/v1/devices/pump', { mode: 'heat' })
})

test('a device stands in its room, and without one in the home; both are among the wheres', async () => {
  const alarm = (await api.get('/devices/smoke_co_alarms/smoke')).json
  const den = (await api.get('/devices/thermostats/den')).json
  assert.deepEqual([alarm.where_id, alarm.where_name], ['r1', 'Kitchen'])
  assert.deepEqual([den.where_id, den.where_name], ['lodge', 'Lodge'])
  const { json } = await api.get('/structures/lodge/wheres')
  assert.deepEqual(json, {
    r1: { where_id: 'r1', name: 'Kitchen' },
    r2: { where_id: 'r2', name: 'Attic' },
    lodge: { where_id: 'lodge', name: 'Lodge' },
  })
})

test('who was given one device sees it, its home’s name, and nothing else of the home', async () => {
  const devices = (await api.get('/devices', 'oneDevice')).json
  assert.deepEqual([keys(devices.thermostats), devices.smoke_co_alarms, devices.cameras], [['den'], {}, {}])
  const { lodge, ...others } = (await api.get('/structures', 'oneDevice')).json
  assert.deepEqual(others, {})
  const { thermostats, smoke_co_alarms, cameras, wheres, postal_code } = lodge as Record<string, unknown>
  assert.deepEqual([thermostats, smoke_co_alarms, cameras], [['den'], [], []])
  assert.deepEqual([keys(wheres), postal_code], [['lodge'], ''])
})

test('cameras exist for those who were allowed cameras', async () => {
  assert.deepEqual((await api.get('/devices/cameras', 'noCamera')).json, {})
  assert.deepEqual((await api.get('/structures/lodge/cameras', 'noCamera')).text, '[]')
  assertNestError(await api.get('/devices/cameras/door-cam', 'noCamera'), notFound)
  assertNestError(await api.put('/devices/cameras/door-cam', { is_streaming: false }, 'noCamera'), notFound)
})

test('a branch that the scope does not name is refused by its address, with a challenge', async () => {
  const { status, json, headers } = await api.get('/structures/lodge/away', 'devicesOnly')
  assert.deepEqual([status, json.error], [403, 'forbidden'])
  assert.match(String(headers.get('WWW-Authenticate')), /error="insufficient_scope".*scope="structures:read"/)
  assert.deepEqual((await api.get('/structures/lodge', 'structuresOnly')).json.thermostats, [])
})

test('a client’s own token sees empty maps', async () => {
  const empty = { thermostats: {}, smoke_co_alarms: {}, cameras: {} }
  assert.deepEqual((await api.get('/devices', 'machine')).json, empty)
  assert.deepEqual((await api.get('/structures', 'machine')).json, {})
})

test('metadata echoes the token', async () => {
  const { json } = await api.get('/metadata')
  assert.deepEqual(json, { access_token: 'anna', client_version: 1, user_id: 'anna' })
})

const nowhere = [
  '/devices/thermostats/bath',
  '/devices/thermostats/villa',
  '/devices/cameras/den',
  '/devices/smoke_co_alarms/den',
  '/devices/locks/bolt',
  '/devices/thermostats/bolt',
  '/structures/flat',
  '/structures/flat/name',
  '/structures/flat/wheres/flat/name',
  '/structures/lodge/thermostats/9',
  '/structures/lodge/thermostats/length',
  '/structures/lodge/name/0',
  '/structures/lodge/name/length',
  '/metadata/secret',
  '/devices/__proto__',
  '/devices/thermostats/__proto__',
  '/devices/thermostats/hasOwnProperty',
  '/devices/thermostats/den/__proto__/constructor',
  '/structures/constructor',
  '/structures/%5F%5Fproto%5F%5F',
  '/Devices/thermostats',
  '/devices/Thermostats',
  '/devices//thermostats',
  '//devices/thermostats',
  '/devices/thermostats//den',
  '/devices/thermostats/den//',
  '/devices/thermostats/den%00',
  '/devices/thermostats/%00',
  '/devices/thermostats%2Fden',
  '/devices/thermostats/d%E9n',
  '/devices/thermostats/den.JSON',
  '/devices/thermostats/den.json.json',
  '/devices/thermostats/.json.json/',
  `/devices/thermostats/${'a/'.repeat(3000)}`,
  `/devices/thermostats/${'x'.repeat(9000)}`,
]
for (const path of nowhere) {
  test(`nothing is at ${path.slice(0, 60)}`, async () => {
    assert.equal((await api.get(path)).status, 404)
    assert.equal((await api.put(path, { name: 'x' })).status, 404)
  })
}

test('ids that look like a file, or like what objects inherit, are ids', async () => {
  for (const id of ['odd.json', 'constructor']) {
    assert.equal((await api.get(`/devices/thermostats/${id}/device_id`)).text, `"${id}"`)
    assert.equal((await api.get(`/devices/thermostats/${id}.json`)).json.device_id, id)
  }
})

test('what can be written only, and what never was, is not read', async () => {
  for (const field of ['eta', 'owner', 'number', 'facts'])
    assertNestError(await api.get(`/structures/lodge/${field}`), notFound)
})

test('a path that leads back, and an encoded letter, name what they name', async () => {
  for (const path of ['/devices/%2e%2e/structures/lodge/away', '/x/../structures/lodge/%61way'])
    assert.equal((await api.get(path)).text, '"home"', path)
})

test('the token may be in the URL of those who are allowed it, and is refused to all others', async () => {
  const { status, json } = await api.ask(undefined, '/structures/lodge/away?auth=anna')
  assert.equal(status, 400)
  assert.match(String(json.error), /not in the URL: URLs end up in logs/)
})

test('other methods are 405 in Nest’s words', async () => {
  for (const method of ['POST', 'DELETE']) {
    const answer = await api.ask('anna', '/devices/thermostats/den', { method })
    assert.equal(answer.headers.get('Allow'), 'GET, HEAD, PUT, PATCH, OPTIONS')
    assert.equal(answer.status, 405)
    assert.match(String(answer.json.type), /#method-not-allowed$/)
  }
})
