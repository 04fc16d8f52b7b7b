// Requests to every route of every view, made from the routes themselves: where a path names something, any id may stand.

import fc from 'fast-check'
import type { Hono } from 'hono'
import { deviceIds, homeIds } from './home-world.ts'

export interface HomeRequest {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
  readonly isStream: boolean
}

type Words = fc.Arbitrary<string>

/** What the things of these homes are called in every view. A number is that of the home's or device's place in the world. */
export function namesIn(homes: readonly string[]) {
  const devices = deviceIds.filter((id) => homes.some((home) => id.startsWith(`${home}.`)))
  const devicesOf = (kind: string) => devices.filter((id) => id.endsWith(kind))
  const ids = (kind: string) => devicesOf(kind).map((id) => `LCC-0200${hex(deviceNumber(id))}`)
  return {
    home: fc.constantFrom(...homes),
    homeNumber: fc.constantFrom(...homes.map((id) => String(100_001 + homeIds.indexOf(id)))),
    device: fc.constantFrom(...devices),
    room: fc.constantFrom(...homes.map((id) => `room-${id}`)),
    anything: fc.constantFrom(...homes, ...devices, ...homes.map((id) => `room-${id}`)),
    nestThermostat: fc.constantFrom(...devicesOf('thermostat'), ...devicesOf('heat_pump')),
    nestAlarm: fc.constantFrom(...devicesOf('smoke_co_alarm')),
    nestCamera: fc.constantFrom(...devicesOf('camera')),
    thermostats: fc.constantFrom(...ids('thermostat')),
    waterLeakDetectors: fc.constantFrom(...ids('water_leak_detector')),
    shutoffvalve: fc.constantFrom(...ids('water_valve')),
    anyHoneywell: fc.constantFrom(...devices.map((id) => `LCC-0200${hex(deviceNumber(id))}`)),
  }
}

type Names = ReturnType<typeof namesIn>

/** Devices are numbered in the order of their ids, home by home. */
const deviceNumber = (id: string) => 200_001 + deviceIds.indexOf(id)
const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0')

/** Every method and pattern that the API has, but its own description, preflights and what only stands before others. */
export function routesOf(app: Hono): readonly { readonly method: string; readonly pattern: string }[] {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  const known = new Map(
    app.routes.map(({ method, path }) => [`${method} ${path}`, { method, pattern: path }]),
  )
  return [...known.values()].filter(
    ({ method, pattern }) => methods.includes(method) && !/openapi|well-known/.test(pattern),
  )
}

/** What may stand for a parameter of a path: by the part before it, now and then something of another kind. */
function wordFor(names: Names, before: string, parameter: string): Words {
  const usual: Readonly<Record<string, Words>> = {
    structures: names.home,
    devices: names.device,
    rooms: names.room,
    systems: names.homeNumber,
    systemUnit: fc.constant('0'),
    categories: fc.constantFrom('SYSTEM_INFO', 'CLIMATE', '1'),
    thermostats: names.thermostats,
    schedule: names.thermostats,
    waterLeakDetectors: names.waterLeakDetectors,
    shutoffvalve: names.shutoffvalve,
    group: fc.constant('0'),
  }
  const value = usual[before] ?? (parameter === ':system' ? names.homeNumber : names.anything)
  return fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: names.anything },
    { weight: 1, arbitrary: names.anyHoneywell },
  )
}

/** Nest's tree, below the parts that the pattern names. */
function nodeBelow(names: Names, top: string): Words {
  const field = fc.constantFrom(
    '',
    '',
    '/name',
    '/away',
    '/hvac_mode',
    '/label',
    '/is_streaming',
    '/wheres',
    '.json',
    '/target_temperature_c',
  )
  const devices = fc.oneof(
    fc.constantFrom('thermostats', 'cameras', 'smoke_co_alarms'),
    names.nestThermostat.map((id) => `thermostats/${id}`),
    names.nestAlarm.map((id) => `smoke_co_alarms/${id}`),
    names.nestCamera.map((id) => `cameras/${id}`),
    names.anything.map((id) => `thermostats/${id}`),
  )
  const node =
    top === 'structures'
      ? names.home
      : top === 'devices'
        ? devices
        : fc.constantFrom('user_id', 'access_token')
  return fc.tuple(node, field).map(([what, more]) => what + more)
}

function pathOf(pattern: string, names: Names): Words {
  const parts = pattern.split('/')
  const values = parts.map((part, at) => {
    const before = parts[at - 1] ?? ''
    if (part === '*') return nodeBelow(names, before)
    return part.startsWith(':') ? wordFor(names, before, part) : fc.constant(part)
  })
  return fc.tuple(...values).map((all) => all.join('/'))
}

/** What a program of this view would send, and what one of another view would. */
const bodies: readonly (readonly [prefix: string, bodies: readonly object[]])[] = [
  [
    '/v1',
    [
      { name: 'Changed' },
      { away: 'away' },
      { away: 'home' },
      { mode: 'heat', target_temperature_c: 21 },
      { is_locked: false },
    ],
  ],
  [
    '/devices',
    [{ hvac_mode: 'cool' }, { label: 'Changed' }, { is_streaming: false }, { target_temperature_c: 22.5 }],
  ],
  ['/structures', [{ name: 'Changed' }, { away: 'away' }, { away: 'home' }]],
  [
    '/v2',
    [
      { mode: 'Heat', heatSetpoint: 21, coolSetpoint: 24, thermostatSetpointStatus: 'PermanentHold' },
      { mode: 'On' },
      { currentPriority: { priorityType: 'PickARoom', selectedRooms: [0] } },
      { state: 'close' },
    ],
  ],
  [
    '/api/v1',
    [
      { settings: { 47011: '1' } },
      { settings: { hot_water_boost: 1 } },
      { mode: 'AWAY_FROM_HOME' },
      { mode: 'DEFAULT_OPERATION' },
      { externalId: 3, name: 'Changed', actualTemp: 210, targetTemp: 220, climateSystems: [1] },
    ],
  ],
]

/** Nest takes one value for one field; `"away"` where `away` is the whole address. */
const leaves = fc.constantFrom('"away"', '"home"', '"Changed"', '"cool"', '22.5', 'false')

function bodyTo(pattern: string, names: Names): Words {
  if (pattern === '/mcp') return toolCall(names)
  const own = bodies.filter(([prefix]) => pattern.startsWith(prefix)).flatMap(([, some]) => some)
  const every = bodies.flatMap(([, some]) => some)
  const named = fc.record({ structure_id: names.home, room_id: names.room, name: fc.constant('Changed') })
  const json = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<object>(...(own.length > 0 ? own : every)) },
    { weight: 1, arbitrary: fc.constantFrom<object>(...every) },
    { weight: 1, arbitrary: named },
    { weight: 1, arbitrary: names.room.map((room_id) => ({ room_id })) },
  )
  return fc.oneof(
    { weight: 5, arbitrary: json.map((body) => JSON.stringify(body)) },
    { weight: 2, arbitrary: leaves },
  )
}

function toolCall(names: Names): Words {
  const tools: readonly (readonly [string, object])[] = [
    ['list_homes', {}],
    ['list_devices', {}],
    ['read_device', {}],
    ['set_temperature', { celsius: 21.5 }],
    ['set_mode', { mode: 'heat' }],
    ['set_presence', { presence: 'away' }],
    ['unlock_door', {}],
    ['lock_door', {}],
    ['set_camera_streaming', { isStreaming: false }],
    ['set_water_valve', { isOpen: false }],
  ]
  return fc.tuple(fc.constantFrom(...tools), names.home, names.device).map(([[name, more], home, device]) => {
    const call = { name, arguments: { ...(/home|presence/.test(name) ? { home } : { device }), ...more } }
    return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call })
  })
}

function queryOf(names: Names): Words {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '',
        '?systemUnitId=0',
        '?parameters=true',
        '?parameterIds=47011&parameterIds=40033',
        '?limit=2',
      ),
    },
    { weight: 3, arbitrary: names.homeNumber.map((number) => `?locationId=${number}`) },
    { weight: 1, arbitrary: names.anything.map((id) => `?structure_id=${id}&cursor=${id}`) },
  )
}

/** One request to one of these routes; what it names is of these homes. */
export function requestTo(app: Hono, homes: readonly string[]): fc.Arbitrary<HomeRequest> {
  const names = namesIn(homes)
  const routes = routesOf(app)
  // Most routes read; to write is what more can go wrong with.
  const writes = routes.filter(({ method }) => method !== 'GET')
  return fc.constantFrom(...routes, ...writes, ...writes).chain(({ method, pattern }) =>
    fc.record({
      method: fc.constant(method),
      path: fc.tuple(pathOf(pattern, names), queryOf(names)).map((both) => both.join('')),
      body: method === 'GET' ? fc.constant(undefined) : bodyTo(pattern, names),
      isStream: method === 'GET' ? fc.constantFrom(false, false, false, true) : fc.constant(false),
    }),
  )
}
