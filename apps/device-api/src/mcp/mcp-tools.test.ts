import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestApi } from '../test-homes.testing.ts'
import { callTool, openMcpApi, speak } from './mcp-home.testing.ts'

let api: TestApi
before(async () => {
  api = await openMcpApi()
})
after(() => api.close())

type Found = Record<string, Record<string, unknown>>

async function done(token: string, name: string, args: object = {}): Promise<Found> {
  const { status, result, text } = await callTool(api, token, name, args)
  assert.equal(status, 200, text)
  assert.ok(result?.isError !== true, text)
  assert.deepEqual(JSON.parse(result?.content?.[0]?.text ?? ''), result?.structuredContent)
  return result?.structuredContent as Found
}

async function refused(token: string, name: string, args: object = {}): Promise<string> {
  const { status, result, text } = await callTool(api, token, name, args)
  assert.deepEqual([status, result?.isError], [200, true], text)
  return result?.content?.[0]?.text ?? ''
}

const heatOf = (device: Record<string, unknown> | undefined) =>
  (device?.climate as { heatCelsius: number } | undefined)?.heatCelsius
const ids = (list: unknown) => (list as readonly { id: string }[]).map(({ id }) => id)

test('the tools say what they do, what they take and what they answer', async () => {
  const { result } = await speak(api, 'machine', { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
  const tools = result?.tools ?? []
  assert.deepEqual(
    tools.map(({ name, annotations }) => {
      const { readOnlyHint, destructiveHint } = annotations as Record<string, boolean>
      return [name, readOnlyHint ? 'reads' : destructiveHint ? 'dangerous' : 'sets']
    }),
    [
      ['list_homes', 'reads'],
      ['list_devices', 'reads'],
      ['read_device', 'reads'],
      ['set_temperature', 'sets'],
      ['set_mode', 'sets'],
      ['run_fan', 'sets'],
      ['set_presence', 'sets'],
      ['lock_door', 'sets'],
      ['unlock_door', 'dangerous'],
      ['set_camera_streaming', 'sets'],
      ['set_water_valve', 'dangerous'],
    ],
  )
  for (const { name, title, description, inputSchema, outputSchema } of tools) {
    assert.ok(String(title).length > 3 && String(description).length > 10, String(name))
    for (const schema of [inputSchema, outputSchema])
      assert.equal((schema as { type: string }).type, 'object')
  }
})

test('homes and devices are those that the token covers', async () => {
  const { homes } = await done('all', 'list_homes')
  assert.deepEqual(homes, [
    {
      id: 'manor',
      name: 'Manor',
      presence: 'home',
      timeZone: 'Europe/Stockholm',
      rooms: [
        { id: 'hall', name: 'Hall' },
        { id: 'safe', name: 'Safe room' },
      ],
      deviceCount: 7,
      maySetPresence: true,
    },
  ])
  assert.deepEqual((await done('machine', 'list_homes')).homes, [])
  const [part] = (await done('part', 'list_homes')).homes as unknown as { rooms: unknown }[]
  assert.deepEqual(part?.rooms, [{ id: 'hall', name: 'Hall' }], 'a room without a shared device is not shown')
  const devices = async (token: string, args = {}) => ids((await done(token, 'list_devices', args)).devices)
  assert.deepEqual(await devices('part'), ['hall-t'])
  assert.deepEqual(await devices('usual', { home: 'manor' }), [
    'door',
    'drip',
    'hall-t',
    'heat',
    'smoke',
    'tap',
  ])
  assert.deepEqual(await devices('bo'), ['bath'])
  assert.ok((await devices('all')).includes('eye'))
})

test('a device is read with its traits, and what this app may do to it', async () => {
  const device = async (token: string, id: string) =>
    (await done(token, 'read_device', { device: id })).device
  const hall = await device('all', 'hall-t')
  assert.deepEqual(
    [hall?.type, hall?.mayControl, hall?.home, hall?.room],
    ['thermostat', true, 'manor', 'hall'],
  )
  assert.equal(heatOf(hall), 20)
  assert.equal((await device('reads', 'hall-t'))?.mayControl, false)
  assert.equal((await device('readScope', 'hall-t'))?.mayControl, false)
  assert.deepEqual((await device('all', 'door'))?.lock, { isLocked: true, mayUnlock: true })
  assert.deepEqual((await device('usual', 'door'))?.lock, { isLocked: true, mayUnlock: false })
  assert.deepEqual((await device('all', 'smoke'))?.alarm, {
    smoke: 'ok',
    carbonMonoxide: 'ok',
    battery: 'ok',
  })
  assert.ok((await device('all', 'heat'))?.heatPump)
  assert.deepEqual((await device('all', 'drip'))?.leak, { isLeaking: false, batteryPercent: 100 })
})

test('what is not covered looks like what is not there', async () => {
  const missing = await refused('bo', 'read_device', { device: 'nobody' })
  for (const id of ['hall-t', 'door', '__proto__', 'constructor', '../v1', '', 'a'.repeat(64)])
    assert.equal(await refused('bo', 'read_device', { device: id }), missing, id)
  assert.equal(await refused('usual', 'read_device', { device: 'eye' }), missing)
  assert.equal(await refused('part', 'set_temperature', { device: 'heat', celsius: 21 }), missing)
  assert.equal(await refused('bo', 'lock_door', { device: 'door' }), missing)
  assert.equal(await refused('machine', 'read_device', { device: 'hall-t' }), missing)
  const home = await refused('bo', 'list_devices', { home: 'nobody' })
  assert.equal(await refused('bo', 'list_devices', { home: 'manor' }), home)
  assert.equal(await refused('bo', 'set_presence', { home: 'manor', presence: 'away' }), home)
})

test('temperatures in each mode', async () => {
  const heat = (args: object) => done('all', 'set_temperature', { device: 'hall-t', ...args })
  const climate = async () => (await api.store.findDevice('anna', 'hall-t'))?.traits.climate
  const shown = await heat({ celsius: 22.5 })
  assert.equal(heatOf(shown.device), 22.5)
  assert.equal((await climate())?.heat, 22.5)
  await done('all', 'set_mode', { device: 'hall-t', mode: 'auto' })
  await heat({ heatCelsius: 19, coolCelsius: 25 })
  await heat({ coolCelsius: 26 })
  assert.deepEqual([(await climate())?.heat, (await climate())?.cool], [19, 26])
  const say = (args: object) => refused('all', 'set_temperature', { device: 'hall-t', ...args })
  assert.match(await say({ celsius: 20 }), /mode auto send heatCelsius/)
  assert.match(await say({ heatCelsius: 26 }), /must be below/)
  assert.match(await say({ heatCelsius: 40 }), /from 9 to 32 °C in steps of 0.5/)
  assert.match(await say({ heatCelsius: 20.3 }), /steps of 0.5/)
  assert.match(await say({}), /send heatCelsius/)
  await done('all', 'set_mode', { device: 'hall-t', mode: 'off' })
  assert.match(await say({ celsius: 20 }), /is off/)
  await done('all', 'set_mode', { device: 'hall-t', mode: 'cool' })
  await heat({ celsius: 24 })
  assert.match(await say({ heatCelsius: 20 }), /mode cool send celsius/)
  assert.match(await refused('all', 'set_mode', { device: 'heat', mode: 'cool' }), /knows the modes heat/)
  assert.match(await refused('all', 'set_temperature', { device: 'door', celsius: 20 }), /no temperature/)
})

test('the fan runs and stops', async () => {
  const fan = async () => (await api.store.findDevice('anna', 'hall-t'))?.traits.climate?.fan
  await done('all', 'run_fan', { device: 'hall-t', minutes: 30 })
  assert.deepEqual(await fan(), { mode: 'auto', minutes: 30, until: api.clock.now + 30 * 60_000 })
  await done('all', 'run_fan', { device: 'hall-t', minutes: 0 })
  assert.equal((await fan())?.until, undefined)
  assert.match(await refused('all', 'run_fan', { device: 'hall-t', minutes: 7 }), /one of 0, 15/)
  assert.match(await refused('all', 'run_fan', { device: 'heat', minutes: 15 }), /no fan/)
})

test('presence, locks, cameras and valves, each as far as it was shared', async () => {
  const { home } = await done('all', 'set_presence', { home: 'manor', presence: 'vacation' })
  assert.equal(home?.presence, 'vacation')
  assert.match(await refused('usual', 'set_presence', { home: 'manor', presence: 'home' }), /who is at home/)
  assert.match(await refused('usual', 'unlock_door', { device: 'door' }), /open locks/)
  const lock = async () => (await api.store.findDevice('anna', 'door'))?.traits.lock?.isLocked
  assert.equal(await lock(), true)
  await done('all', 'unlock_door', { device: 'door' })
  assert.equal(await lock(), false)
  await done('usual', 'lock_door', { device: 'door' })
  assert.equal(await lock(), true)
  const camera = await done('all', 'set_camera_streaming', { device: 'eye', isStreaming: false })
  assert.deepEqual(camera.device?.camera, { isStreaming: false })
  const valve = await done('usual', 'set_water_valve', { device: 'tap', isOpen: false })
  assert.deepEqual(valve.device?.valve, { isOpen: false })
  assert.match(await refused('all', 'set_water_valve', { device: 'door', isOpen: true }), /no water valve/)
  assert.match(await refused('all', 'unlock_door', { device: 'tap' }), /no lock/)
})

test('a homeowner who shared for reading alone is not controlled', async () => {
  const calls = {
    set_temperature: { device: 'hall-t', celsius: 25 },
    set_mode: { device: 'hall-t', mode: 'off' },
    run_fan: { device: 'hall-t', minutes: 15 },
    lock_door: { device: 'door' },
    unlock_door: { device: 'door' },
    set_water_valve: { device: 'tap', isOpen: true },
  }
  const before = await api.store.listStructures('anna')
  for (const [name, args] of Object.entries(calls))
    assert.match(await refused('reads', name, args), /to read this device, not to control it/, name)
  assert.match(await refused('reads', 'set_presence', { home: 'manor', presence: 'home' }), /who is at home/)
  assert.deepEqual(await api.store.listStructures('anna'), before)
})

test('a scope that is missing is asked for by a challenge, and broader scopes count', async () => {
  const metadata = 'resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp"'
  const asked = { device: 'hall-t', mode: 'heat' }
  const missing = await callTool(api, 'readScope', 'set_mode', asked)
  assert.equal(missing.status, 403)
  const challenge = missing.headers.get('WWW-Authenticate') ?? ''
  assert.match(challenge, /^Bearer .*error="insufficient_scope"/)
  assert.ok(challenge.includes('scope="structures:read devices:read devices:write"'), challenge)
  assert.ok(challenge.includes(metadata), challenge)
  const away = await callTool(api, 'readScope', 'set_presence', { home: 'manor', presence: 'away' })
  assert.match(
    away.headers.get('WWW-Authenticate') ?? '',
    /scope="structures:read devices:read structures:write"/,
  )
  const reading = await callTool(api, 'noScope', 'list_homes')
  assert.equal(reading.status, 403)
  assert.match(reading.headers.get('WWW-Authenticate') ?? '', /scope="structures:read devices:read"/)
  await done('legacy', 'set_mode', asked)
})

test('arguments are checked before anything happens', async () => {
  const bad: readonly (readonly [string, unknown])[] = [
    ['set_temperature', { device: 'hall-t', celsius: 'warm' }],
    ['set_temperature', { celsius: 20 }],
    ['set_temperature', { device: ['hall-t'], celsius: 20 }],
    ['set_mode', { device: 'hall-t', mode: 'party' }],
    ['set_mode', { device: 'hall-t', mode: '__proto__' }],
    ['run_fan', { device: 'hall-t', minutes: 1.5 }],
    ['lock_door', {}],
    ['lock_door', null],
    ['lock_door', 'door'],
    ['set_presence', { home: 'manor', presence: 'asleep' }],
    ['read_device', { device: 'a'.repeat(65) }],
  ]
  for (const [name, args] of bad) {
    const { result, error, text } = await callTool(api, 'all', name, args)
    assert.ok(result?.isError === true || error !== undefined, `${name} ${JSON.stringify(args)}: ${text}`)
  }
  for (const name of ['nothing', '__proto__', 'constructor', 'toString', '']) {
    const { result, error, text } = await callTool(api, 'all', name)
    assert.ok(result?.isError === true || error !== undefined, `${name}: ${text}`)
  }
})
