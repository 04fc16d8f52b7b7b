import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { type Answer, accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

let api: TestApi
let villa: number
/** Honeywell's id of each device, by ours. */
const ids = new Map<string, string>()

const wet = structureDefinitionSchema.parse({
  id: 'villa',
  name: 'Villa',
  owner: 'anna',
  timeZone: 'Europe/Stockholm',
  devices: [
    { id: 'hall', name: 'Hall', type: 'thermostat' },
    { id: 'pump', name: 'Pump', type: 'heat_pump' },
    { id: 'cellar', name: 'Cellar', type: 'water_leak_detector' },
    { id: 'main', name: 'Main', type: 'water_valve' },
    { id: 'door', name: 'Door', type: 'camera' },
    { id: 'lock', name: 'Lock', type: 'lock' },
  ],
})

before(async () => {
  api = await openTestApi()
  await api.store.saveStructure(wet, { now: begin })
  const rooms = [
    { id: 'r-hall', name: 'Hall' },
    { id: 'r-cellar', name: 'Cellar' },
    { id: 'r-loft', name: 'Loft' },
  ]
  await api.store.changeStructure('anna', 'villa', {
    facts: { rooms, countryCode: 'SE', postalCode: '111 22' },
  })
  for (const structure of await api.store.listAllStructures()) {
    if (structure.id === 'villa') villa = structure.number
    for (const device of structure.devices) {
      const roomId = { hall: 'r-hall', cellar: 'r-cellar' }[device.id]
      if (roomId !== undefined) await api.store.saveDevice('anna', { ...device, roomId })
      ids.set(device.id, `LCC-0200${device.number.toString(16).toUpperCase().padStart(8, '0')}`)
    }
  }
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')], ['user'])
  api.tokens.hallOnly = accessOf(
    'anna',
    [homeAccess('villa', { devices: ['hall'], actions: ['read'] })],
    ['user'],
  )
  api.tokens.reader = accessOf('anna', [homeAccess('villa')], ['structures:read', 'devices:read'])
  api.tokens.structuresOnly = accessOf('anna', [homeAccess('villa')], ['structures:read'])
  api.tokens.blind = accessOf('anna', [homeAccess('villa', { actions: ['read', 'control'] })], ['user'])
  api.tokens.machine = accessOf('client:app', [], ['user'])
})
after(() => api.close())

const pathOf = (kind: string, id: string, more = '') =>
  `/v2/devices/${kind}/${ids.get(id) ?? id}${more}?apikey=app&locationId=${villa}`

const send = (token: string, method: string, path: string, body: unknown): Promise<Answer> =>
  api.ask(token, path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const post = (path: string, body: unknown) => send('anna', 'POST', path, body)

const read = async (token: string, path: string) => JSON.parse((await api.ask(token, path)).text)

const hall = pathOf.bind(undefined, 'thermostats', 'hall')

async function values() {
  const { changeableValues } = (await api.ask('anna', pathOf('thermostats', 'hall'))).json
  return changeableValues as Record<string, unknown>
}

async function assertNotFound(answer: Answer): Promise<void> {
  assert.deepEqual([answer.status, answer.text], [400, '{"code":400,"message":"Device Not Found"}'])
}

describe('what is seen', () => {
  test('a location holds the devices that are covered, and rooms only of who has the whole home', async () => {
    const [location] = await read('anna', '/v2/locations?apikey=app')
    assert.deepEqual(
      location.devices.map((device: { name: string }) => device.name),
      ['Cellar', 'Door', 'Hall', 'Main', 'Pump'],
    )
    const [narrowed] = await read('hallOnly', '/v2/locations')
    assert.deepEqual(
      narrowed.devices.map((device: { name: string }) => device.name),
      ['Hall'],
    )
    assert.deepEqual(narrowed.devices[0].groups, [{ id: 0, name: 'default', rooms: [0] }])
    const [blind] = await read('blind', '/v2/locations')
    assert.ok(!JSON.stringify(blind.devices).includes('Door'))
  })

  test('without devices:read a location has no devices, and devices are refused', async () => {
    const [location] = await read('structuresOnly', '/v2/locations')
    assert.deepEqual(location.devices, [])
    const refused = await api.ask('structuresOnly', hall())
    assert.equal(refused.status, 403)
    assert.match(
      String(refused.headers.get('WWW-Authenticate')),
      /error="insufficient_scope".*scope="devices:read"/,
    )
  })

  test('a client’s own token covers no home, whatever user it names', async () => {
    const headers = { UserRefID: '123456' }
    assert.deepEqual((await api.ask('machine', '/v2/locations', { headers })).text, '[]')
    assert.deepEqual((await api.ask('machine', `/v2/devices?locationId=${villa}`, { headers })).text, '[]')
    await assertNotFound(await api.ask('machine', hall()))
  })

  test('locationId is needed, and is a number of a location in which the device is', async () => {
    const bare = hall().split('?')[0] ?? ''
    for (const query of [
      '',
      '?locationId=',
      '?locationId=x',
      '?locationId=1e5',
      '?locationId=-1',
      '?locationId=99999999999',
    ])
      assert.equal((await api.ask('anna', bare + query)).json.code, 400, query)
    const cabin = (await api.store.findStructure('anna', 'cabin'))?.number
    for (const other of [cabin, 1, 4_294_967_296, 2_147_483_648])
      await assertNotFound(await api.ask('anna', `${bare}?locationId=${other}`))
    assert.deepEqual(await read('anna', '/v2/devices?locationId=1'), [])
  })

  test('ids of other people, of other shapes and of no device are not found', async () => {
    const own = ids.get('hall') ?? ''
    const wrong = [
      ids.get('bath') ?? '',
      ids.get('stove') ?? '',
      own.toLowerCase(),
      own.slice(0, -1),
      `${own}0`,
      own.replace('LCC', 'TCC'),
      own.replace('0200', '00D0'),
      'LCC-0200FFFFFFFF',
      'LCC-020000000000',
      ids.get('lock') ?? '',
      '__proto__',
      'constructor',
    ]
    for (const id of wrong) {
      for (const more of ['', '/fan', '/priority', '/group/0/rooms'])
        await assertNotFound(await api.ask('anna', pathOf('thermostats', id, more)))
      await assertNotFound(await post(pathOf('thermostats', id), { mode: 'Off' }))
    }
    await assertNotFound(await api.ask('anna', pathOf('shutoffvalve', 'cellar')))
    await assertNotFound(await api.ask('anna', pathOf('waterLeakDetectors', 'hall')))
    await assertNotFound(await api.ask('anna', pathOf('thermostats', 'cellar')))
  })

  test('kinds of devices: those that exist, and no names of objects', async () => {
    const list = (kind: string) => api.ask('anna', `/v2/devices/${kind}?locationId=${villa}`)
    for (const [kind, count] of Object.entries({
      thermostats: 2,
      waterLeakDetectors: 1,
      cameras: 1,
      shutoffvalve: 1,
    }))
      assert.equal(JSON.parse((await list(kind)).text).length, count, kind)
    for (const kind of ['__proto__', 'constructor', 'size', 'get', 'Thermostats', 'locks'])
      assert.deepEqual([(await list(kind)).status, (await list(kind)).json.code], [404, 404], kind)
  })
})

describe('apikey', () => {
  const locations = (query: string) => api.ask('anna', `/v2/locations${query}`)
  for (const query of ['', '?apikey=app', '?apikey=', '?apikey=app&apikey=app'])
    test(`"${query}" is taken`, async () => assert.equal((await locations(query)).status, 200))
  for (const query of [
    '?apikey=other',
    '?apikey=APP',
    '?apikey=app&apikey=other',
    '?apikey=other&apikey=app',
    '?apikey=%61pp%00',
  ])
    test(`"${query}" is another client's`, async () => {
      const { status, json, headers } = await locations(query)
      assert.deepEqual(
        [status, json],
        [401, { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } }],
      )
      assert.match(String(headers.get('WWW-Authenticate')), /^Bearer realm="devices", error="invalid_token"/)
    })
})

describe('a thermostat is changed', () => {
  test('mode, set points and hold, to what the display can show', async () => {
    const answer = await post(hall(), {
      mode: 'Heat',
      heatSetpoint: 21.3,
      coolSetpoint: 26,
      thermostatSetpointStatus: 'PermanentHold',
      somethingElse: 1,
    })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    const { mode, heatSetpoint, coolSetpoint, thermostatSetpointStatus } = await values()
    assert.deepEqual(
      [mode, heatSetpoint, coolSetpoint, thermostatSetpointStatus],
      ['Heat', 21.5, 26, 'PermanentHold'],
    )
  })

  test('every hold is told as it was set', async () => {
    for (const status of ['TemporaryHold', 'PermanentHold', 'VacationHold', 'HoldUntil', 'NoHold']) {
      const more = status === 'HoldUntil' ? { nextPeriodTime: '19:30:00' } : {}
      assert.equal((await post(hall(), { thermostatSetpointStatus: status, ...more })).status, 200, status)
      const now = await values()
      assert.equal(now.thermostatSetpointStatus, status)
      if (status === 'HoldUntil') assert.equal(now.nextPeriodTime, '19:30:00')
    }
  })

  test('HoldUntil ends when the clock on the wall there says so, also tomorrow', async () => {
    const device = () => api.store.findDevice('anna', 'hall')
    for (const [text, end] of [
      ['13:30:00', Date.UTC(2026, 0, 15, 12, 30)],
      ['12:30', Date.UTC(2026, 0, 16, 11, 30)],
    ] as const) {
      await post(hall(), { thermostatSetpointStatus: 'HoldUntil', nextPeriodTime: text })
      assert.deepEqual((await device())?.traits.climate?.hold, { kind: 'until', at: end })
    }
  })

  test('Auto keeps heating and cooling apart: what was not moved gives way', async () => {
    await post(hall(), { mode: 'Heat', heatSetpoint: 22, coolSetpoint: 22 })
    assert.equal((await post(hall(), { mode: 'Auto', heatSetpoint: 22, coolSetpoint: 22 })).status, 200)
    assert.deepEqual([(await values()).heatSetpoint, (await values()).coolSetpoint], [22, 23.5])
    await post(hall(), { coolSetpoint: 21 })
    assert.deepEqual([(await values()).heatSetpoint, (await values()).coolSetpoint], [19.5, 21])
    const both = await post(hall(), { heatSetpoint: 25, coolSetpoint: 25.5 })
    assert.deepEqual(
      [both.status, both.json.message],
      [400, 'coolSetpoint must be at least 1.5 above heatSetpoint'],
    )
    assert.equal((await post(hall(), { heatSetpoint: 32 })).status, 400)
    assert.deepEqual([(await values()).heatSetpoint, (await values()).coolSetpoint], [19.5, 21])
  })

  test('in Fahrenheit everything is', async () => {
    await post(hall(), { mode: 'Heat', heatSetpoint: 21.5 })
    await api.store.findDevice('anna', 'hall').then(async (device) => {
      const climate = device?.traits.climate
      assert.ok(device && climate)
      await api.store.saveDevice('anna', {
        ...device,
        traits: { ...device.traits, climate: { ...climate, scale: 'F' } },
      })
    })
    const json = await read('anna', hall())
    assert.deepEqual(
      [
        json.units,
        json.changeableValues.heatSetpoint,
        json.deadband,
        json.minHeatSetpoint,
        json.maxHeatSetpoint,
      ],
      ['Fahrenheit', 71, 3, 49, 89],
    )
    assert.equal((await post(hall(), { heatSetpoint: 21 })).status, 400)
    assert.equal((await post(hall(), { heatSetpoint: 68 })).status, 200)
    assert.equal((await values()).heatSetpoint, 68)
    const stored = (await api.store.findDevice('anna', 'hall'))?.traits.climate
    assert.equal(stored?.heat, 20)
    assert.ok(stored)
    const device = await api.store.findDevice('anna', 'hall')
    assert.ok(device)
    await api.store.saveDevice('anna', {
      ...device,
      traits: { ...device.traits, climate: { ...stored, scale: 'C' } },
    })
  })

  const refused: readonly (readonly [string, unknown])[] = [
    ['nothing', {}],
    ['a list', []],
    ['a text', '"Heat"'],
    ['null', 'null'],
    ['no JSON', '{'],
    ['nothing known', { __proto__: 1, constructor: 2 }],
    ['a mode that there is not', { mode: 'Eco' }],
    ['a mode of objects', { mode: 'constructor' }],
    ['a text for a number', { heatSetpoint: '21' }],
    ['more than it can', { heatSetpoint: 32.5 }],
    ['less than it can', { heatSetpoint: 8.9 }],
    ['no number', '{"heatSetpoint":1e999}'],
    ['a status that there is not', { thermostatSetpointStatus: 'Hold' }],
    ['HoldUntil without an end', { thermostatSetpointStatus: 'HoldUntil' }],
    [
      'HoldUntil a time that there is not',
      { thermostatSetpointStatus: 'HoldUntil', nextPeriodTime: '24:00:00' },
    ],
  ]
  for (const [name, body] of refused)
    test(`${name} is refused, and changes nothing`, async () => {
      const before = await values()
      const { status, json } = await post(hall(), body)
      assert.deepEqual([status, json.code, typeof json.message], [400, 400, 'string'])
      assert.deepEqual(await values(), before)
    })

  test('a lock holds: nothing is set beyond it, and what cannot be reached is not set', async () => {
    const device = await api.store.findDevice('anna', 'hall')
    assert.ok(device?.traits.climate)
    const { traits, version } = device
    const save = async (changed: typeof traits) => {
      const present = await api.store.findDevice('anna', 'hall')
      await api.store.saveDevice('anna', { ...device, traits: changed, version: present?.version ?? version })
    }
    await save({ ...traits, climate: { ...device.traits.climate, lock: { low: 18, high: 22 } } })
    assert.equal(
      (await post(hall(), { heatSetpoint: 22.5 })).json.message,
      'heatSetpoint must be from 18 to 22',
    )
    assert.equal((await post(hall(), { mode: 'Heat', heatSetpoint: 22 })).status, 200)
    assert.equal((await read('anna', hall())).maxHeatSetpoint, 22)
    await save({ ...traits, connection: { isOnline: false, since: 0 } })
    for (const path of [hall(), pathOf('thermostats', 'hall', '/fan')])
      assert.equal((await post(path, { mode: 'Auto' })).json.message, 'Device Is Offline')
    assert.equal((await read('anna', hall())).isAlive, false)
    await save(traits)
  })

  test('a heat pump neither cools nor blows', async () => {
    const pump = pathOf('thermostats', 'pump')
    assert.equal((await post(pump, { mode: 'Cool' })).json.message, 'mode must be one of Heat, Auto, Off')
    assert.equal((await api.ask('anna', pathOf('thermostats', 'pump', '/fan'))).status, 400)
    assert.equal((await post(pathOf('thermostats', 'pump', '/fan'), { mode: 'On' })).status, 400)
  })
})

describe('who may only look', () => {
  const writes = [
    ['POST', 'thermostats', 'hall', '', { mode: 'Off' }],
    ['POST', 'thermostats', 'hall', '/fan', { mode: 'On' }],
    ['PUT', 'thermostats', 'hall', '/priority', { currentPriority: { priorityType: 'FollowMe' } }],
    ['POST', 'schedule', 'hall', '', { timedSchedule: { days: [] } }],
  ] as const
  for (const [method, kind, id, more, body] of writes)
    test(`${method} ${kind}${more} is 403 with a challenge, by share and by scope`, async () => {
      for (const token of ['hallOnly', 'reader']) {
        const { status, json, headers } = await send(token, method, pathOf(kind, id, more), body)
        assert.equal(status, 403, token)
        const { fault } = json as { fault: { detail: object } }
        assert.deepEqual(fault.detail, { errorcode: 'steps.oauth.v2.InsufficientScope' })
        assert.match(
          String(headers.get('WWW-Authenticate')),
          /error="insufficient_scope".*scope="devices:write"/,
        )
      }
    })
})
