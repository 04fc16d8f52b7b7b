import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestApi } from '../test-homes.testing.ts'
import { estate, openNibeApi, send, smokeEmergency, sound } from './nibe-home.testing.ts'

let api: TestApi
before(async () => {
  api = await openNibeApi()
})
after(() => api.close())

const parse = (text: string) => JSON.parse(text)
const code = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.errorCode]

test('units are the covered heat pumps, and no number depends on what is shared', async () => {
  const units = async (token: string) => parse((await api.ask(token, `${estate}/units`)).text)
  const [main, lodge] = await units('all')
  assert.deepEqual(main, {
    systemUnitId: 0,
    name: 'Main pump',
    shortName: 'Main pump',
    product: 'Latchkey Heat Pump',
    softwareVersion: 'Latchkey 1.0',
  })
  assert.deepEqual(await units('lodge'), [lodge])
  assert.deepEqual(await units('noPump'), [])
})

test('the status of the system and of each unit', async () => {
  const system = parse((await api.ask('all', `${estate}/status/system`)).text)
  assert.deepEqual(
    system.map(({ title, parameters }: { title: string; parameters: { name: string }[] }) => [
      title,
      parameters.map(({ name }) => name),
    ]),
    [['Climate', ['indoor_temperature', 'outdoor_temperature']]],
  )
  const unit = parse((await api.ask('all', `${estate}/status/systemUnit/1`)).text)
  assert.deepEqual(
    unit.map(({ title }: { title: string }) => title),
    ['Heating', 'Hot water', 'Ventilation'],
  )
  assert.deepEqual(Object.keys(unit[0]), ['image', 'inlineText', 'title', 'parameters'])
  assert.deepEqual(parse((await api.ask('noPump', `${estate}/status/system`)).text), [])
  for (const other of ['2', 'x', '-0'])
    assert.deepEqual(code(await api.ask('all', `${estate}/status/systemUnit/${other}`)), [404, 9])
  assert.deepEqual(code(await api.ask('lodge', `${estate}/status/systemUnit/0`)), [404, 9])
})

test('what a system can do follows from what is shared of it', async () => {
  const config = async (token: string) => (await api.ask(token, `${estate}/config`)).json
  const everything = { hasCooling: true, hasHeating: true, hasHotWater: true, hasVentilation: true }
  assert.deepEqual(await config('all'), everything)
  assert.deepEqual(await config('lodge'), { ...everything, hasCooling: false })
  assert.deepEqual(await config('noPump'), { ...everything, hasHotWater: false, hasVentilation: false })
})

test('categories with parameters or without', async () => {
  const base = `${estate}/serviceinfo/categories`
  const bare = parse((await api.ask('all', base)).text)
  assert.deepEqual(bare[0], { categoryId: 'STATUS', name: 'status', parameters: null })
  for (const spelled of ['true', 'True', 'TRUE']) {
    const full = parse((await api.ask('all', `${base}?parameters=${spelled}&systemUnitId=`)).text)
    assert.equal(full[0].parameters[0].name, '40004')
    assert.equal(full.length, bare.length)
  }
  for (const { categoryId } of bare) {
    const parameters = parse((await api.ask('all', `${base}/${categoryId}`)).text)
    assert.ok(parameters.length > 1)
    assert.equal(typeof parameters[0].rawValue, 'number')
  }
  assert.deepEqual(code(await api.ask('all', `${base}?parameters=maybe`)), [400, 1])
  for (const other of ['status', 'NONE', '__proto__', '0'])
    assert.deepEqual(code(await api.ask('all', `${base}/${other}`)), [404, 7])
  assert.deepEqual(parse((await api.ask('noPump', base)).text), [])
  assert.deepEqual(code(await api.ask('noPump', `${base}/STATUS`)), [404, 7])
})

test('alarms of covered devices are notifications', async () => {
  const path = `${estate}/notifications`
  const none = { page: 1, itemsPerPage: 10, numItems: 0, objects: [] }
  assert.deepEqual((await api.ask('all', `${path}?active=True&type=ALARM`)).json, none)
  await sound(api, 'smoke', smokeEmergency)
  await sound(api, 'drip', { leak: { isLeaking: true, battery: 90, humidity: 90, temperature: 12 } })
  const { json } = await api.ask('all', path)
  const objects = json.objects as {
    notificationId: number
    moduleName: string
    info: Record<string, unknown>
  }[]
  assert.deepEqual(
    objects.map(({ moduleName, info: { type, title, alarmNumber } }) => [
      moduleName,
      type,
      title,
      alarmNumber,
    ]),
    [
      ['Cellar', 'ALARM', 'Water leak', 4],
      ['Kitchen smoke', 'ALARM', 'Smoke', 1],
      ['Kitchen smoke', 'WARNING', 'Replace the battery', 3],
    ],
  )
  assert.equal(new Set(objects.map(({ notificationId }) => notificationId)).size, 3)
  const second = await api.ask('all', `${path}?page=2&itemsPerPage=1&type=ALARM`)
  assert.deepEqual([second.json.numItems, (second.json.objects as unknown[]).length], [2, 1])
  assert.deepEqual((await api.ask('noPump', path)).json, none)
  assert.equal((await api.ask('all', estate)).json.hasAlarmed, true)
  assert.equal((await api.ask('lodge', estate)).json.hasAlarmed, false)
  assert.deepEqual(code(await api.ask('all', `${path}?active=perhaps`)), [400, 1])
})

test('the mode of the home is ours', async () => {
  const path = `${estate}/smarthome/mode`
  assert.deepEqual((await api.ask('all', path)).json, { mode: 'DEFAULT_OPERATION' })
  for (const [mode, away] of [
    ['VACATION', 'vacation'],
    ['AWAY_FROM_HOME', 'away'],
  ]) {
    const answer = await send(api, 'all', 'PUT', path, { mode })
    assert.deepEqual([answer.status, answer.text], [204, ''])
    assert.deepEqual((await api.ask('reads', path)).json, { mode })
    assert.equal((await api.store.findStructure('anna', 'estate'))?.away, away)
  }
  for (const mode of ['away', 'default_operation', '', null, 1, 'constructor'])
    assert.deepEqual(code(await send(api, 'all', 'PUT', path, { mode })), [400, 1])
  for (const token of ['noAway', 'reads']) {
    const refused = await send(api, token, 'PUT', path, { mode: 'DEFAULT_OPERATION' })
    assert.deepEqual(code(refused), [403, 11])
  }
  assert.deepEqual(code(await send(api, 'readScope', 'PUT', path, { mode: 'VACATION' })), [403, 20])
})

test('thermostats that a program makes up', async () => {
  const path = `${estate}/smarthome/thermostats`
  const post = (body: object, token = 'burst') => send(api, token, 'POST', path, body)
  const sauna = {
    externalId: 7,
    name: 'Sauna',
    actualTemp: 215,
    targetTemp: 800,
    valvePosition: 50,
    climateSystems: [1],
  }
  const answer = await post(sauna)
  assert.deepEqual([answer.status, answer.text], [204, ''])
  const others = Array.from({ length: 8 }, (_, index) => ({ externalId: 20 + index, name: `Room ${index}` }))
  await Promise.all(others.map((body) => post(body)))
  await post({ ...sauna, actualTemp: 220 })
  const shown = parse((await api.ask('all', path)).text)
  assert.deepEqual(shown[0], { ...sauna, actualTemp: 220 })
  assert.equal(shown.length, 9)
  assert.deepEqual(shown[1].targetTemp, null)
  const facts = (await api.store.findStructure('anna', 'estate'))?.facts
  assert.deepEqual(facts?.virtualThermostats?.[0]?.target, 80)
  const bad = [
    {},
    { ...sauna, externalId: '7' },
    { ...sauna, actualTemp: 21.5 },
    { ...sauna, name: '' },
    { ...sauna, climateSystems: [0] },
  ]
  for (const body of bad) assert.deepEqual(code(await post(body)), [400, 1])
  assert.deepEqual(parse((await api.ask('noPump', path)).text), [])
  assert.deepEqual(code(await post(sauna, 'noPump')), [403, 11])
  assert.deepEqual(code(await post(sauna, 'readScope')), [403, 20])
})

test('a burst as iobroker fires it passes; what goes on is told to wait', async () => {
  api.tokens.iobroker = { ...(api.tokens.all as NonNullable<typeof api.tokens.all>), clientId: 'iobroker' }
  const paths = ['/units', '/serviceinfo/categories?parameters=true', '/parameters?parameterIds=40004']
  const burst = await Promise.all(
    Array.from({ length: 60 }, (_, index) => api.ask('iobroker', `${estate}${paths[index % 3]}`)),
  )
  assert.deepEqual([...new Set(burst.map(({ status }) => status))], [200])
  const next = await api.ask('iobroker', estate)
  assert.deepEqual(code(next), [429, 28])
  assert.equal(next.headers.get('Content-Type'), 'application/json;charset=UTF-8')
  assert.equal(next.headers.get('Retry-After'), '4')
  api.clock.now += 4000
  assert.equal((await api.ask('iobroker', estate)).status, 200)
})

test('where a home stands is told to those who were given the whole home', async () => {
  const place = async (token: string) => {
    const one = (await api.ask(token, estate)).json.address as Record<string, unknown>
    const listed = (await api.ask(token, '/api/v1/systems')).json.objects as { address: unknown }[]
    assert.deepEqual(listed[0]?.address, one)
    return [one.postalCode, one.country]
  }
  assert.deepEqual(await place('all'), ['11122', 'SE'])
  assert.deepEqual(await place('lodge'), [null, null])
})

test('the rest, and other methods', async () => {
  assert.deepEqual((await api.ask('all', `${estate}/premium`)).json, { read: true, write: true })
  const { current } = (await api.ask('all', `${estate}/software`)).json
  assert.deepEqual(parse((await api.ask('all', '/api/v1/software')).text), [current])
  const posted = await send(api, 'all', 'POST', `${estate}/parameters`, {})
  assert.deepEqual([...code(posted), posted.headers.get('Allow')], [405, 8, 'GET, HEAD, PUT, OPTIONS'])
  assert.deepEqual(code(await api.ask('all', `${estate}/nothing`)), [404, 7])
  assert.deepEqual(code(await api.ask('all', `${estate}/`)), [404, 7])
})
