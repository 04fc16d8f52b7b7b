import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestApi } from '../test-homes.testing.ts'
import { estate, openNibeApi, send } from './nibe-home.testing.ts'

let api: TestApi
before(async () => {
  api = await openNibeApi()
})
after(() => api.close())

interface Shown {
  readonly parameterId: number
  readonly name: string
  readonly displayValue: string
  readonly rawValue: number
}

const list = (text: string): readonly Shown[] => JSON.parse(text)
const query = (...ids: readonly (string | number)[]) =>
  `${estate}/parameters?${ids.map((id) => `parameterIds=${id}`).join('&')}`
const put = (token: string, settings: object, unit = '') =>
  send(api, token, 'PUT', `${estate}/parameters${unit}`, { settings })
const code = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.errorCode]

test('parameters are answered in the order and by the name in which they are asked for', async () => {
  const { status, headers, text } = await api.ask('all', `${query('fan_speed', 43005, 40033)}&systemUnitId=`)
  assert.equal(status, 200)
  assert.equal(headers.get('Content-Type'), 'application/json;charset=UTF-8')
  assert.deepEqual(JSON.parse(text), [
    {
      parameterId: 0,
      name: 'fan_speed',
      title: 'fan speed',
      designation: 'GQ2',
      unit: '%',
      displayValue: '62%',
      rawValue: 62,
    },
    {
      parameterId: 43005,
      name: '43005',
      title: 'degree minutes',
      designation: '',
      unit: 'DM',
      displayValue: '-60DM',
      rawValue: -600,
    },
    {
      parameterId: 40033,
      name: '40033',
      title: 'room temperature',
      designation: 'BT50',
      unit: '°C',
      displayValue: '20.0°C',
      rawValue: 200,
    },
  ])
})

test('every well-known parameter is there', async () => {
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
  const named = [
    'indoor_temperature',
    'hot_water_temperature',
    'fan_speed',
    'hot_water_boost',
    'ventilation_boost',
  ]
  const numbered = [
    ...['40004', '40012', '40013', '40014', ...range(40030, 40033), ...range(47008, 47011)],
    ...[...range(47395, 47398), ...range(48732, 48739), ...range(48778, 48785)],
  ]
  const all = [...named, ...numbered]
  for (let from = 0; from < all.length; from += 15) {
    const { status, text } = await api.ask('all', query(...all.slice(from, from + 15)))
    assert.equal(status, 200, text)
    assert.deepEqual(
      list(text).map(({ name }) => name),
      all.slice(from, from + 15),
    )
  }
  assert.deepEqual(
    list((await api.ask('all', query(40030))).text).map(({ displayValue }) => displayValue),
    ['--'],
  )
})

test('settings are set together, as numbers or as texts, and are the device’s', async () => {
  const { status, text } = await put('all', {
    47011: '-10',
    47398: 22.5,
    48785: '26',
    hot_water_boost: 1,
    48732: 10,
  })
  assert.equal(status, 200)
  const set: readonly { status: string; parameter: Shown }[] = JSON.parse(text)
  assert.deepEqual(
    set.map(({ status: done, parameter: { name, displayValue, rawValue } }) => [
      done,
      name,
      displayValue,
      rawValue,
    ]),
    [
      ['DONE', '47011', '-10', -10],
      ['DONE', '47398', '22.5°C', 225],
      ['DONE', '48732', '10', 10],
      ['DONE', '48785', '26.0°C', 260],
      ['DONE', 'hot_water_boost', '1', 1],
    ],
  )
  const device = await api.store.findDevice('anna', 'main')
  assert.deepEqual([device?.traits.climate?.heat, device?.traits.climate?.cool], [22.5, 26])
  assert.equal(device?.traits.heatPump?.isHotWaterBoosted, true)
  const kept = await put('all', { 47010: 3 })
  assert.equal(kept.status, 200)
  const again = list((await api.ask('all', query(47011, 47010, 48732))).text)
  assert.deepEqual(
    again.map(({ rawValue }) => rawValue),
    [-10, 3, 10],
  )
})

test('two settings at once are both kept', async () => {
  const keys = ['47008', '47009', '47010', '48733', '48734', '48735']
  const answers = await Promise.all(keys.map((key) => put('all', { [key]: 7 })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const kept = list((await api.ask('all', query(...keys))).text)
  assert.deepEqual([...new Set(kept.map(({ rawValue }) => rawValue))], [7])
})

test('each unit is a pump of its own', async () => {
  assert.equal((await put('all', { 47398: 17 }, '?systemUnitId=1')).status, 200)
  assert.equal((await api.store.findDevice('anna', 'lodge'))?.traits.climate?.heat, 17)
  const [other] = list((await api.ask('all', `${query(47398)}&systemUnitId=0`)).text)
  assert.equal(other?.rawValue, 225)
  for (const unit of ['2', '-1', 'x', '00', '0x0', '1e0', '__proto__'])
    assert.deepEqual(code(await api.ask('all', `${query(47398)}&systemUnitId=${unit}`)), [404, 9], unit)
})

const mistakes: Readonly<Record<string, readonly [settings: unknown, code: number]>> = {
  'out of range': [{ 47011: '11' }, 15],
  'below the range': [{ 47398: 4.5 }, 15],
  'between two steps': [{ 47398: '20.25' }, 15],
  'an offset with a half': [{ 47011: 0.5 }, 15],
  'no number': [{ 47011: 'warm' }, 15],
  'an empty text': [{ 47011: '' }, 15],
  hexadecimal: [{ 47011: '0x1' }, 15],
  'an object': [{ 47011: {} }, 15],
  'a boolean': [{ hot_water_boost: true }, 15],
  null: [{ 47011: null }, 15],
  'read-only': [{ 40004: '1' }, 16],
  'a name that is read-only': [{ fan_speed: 1 }, 16],
  unknown: [{ 99999: 1 }, 18],
  'a prototype’s name': [{ constructor: 1 }, 18],
  'one good and one bad': [{ 47009: 1, 40004: 1 }, 16],
  sixteen: [Object.fromEntries(Array.from({ length: 16 }, (_, index) => [String(48700 + index), 1])), 13],
  nothing: [{}, 1],
  'a list': [[1], 1],
  'a text': ['47011', 1],
}
for (const [name, [settings, expected]] of Object.entries(mistakes)) {
  test(`a setting with ${name} is NIBE's error ${expected}, and nothing is set`, async () => {
    const before = await api.store.findDevice('anna', 'main')
    const answer = await send(api, 'burst', 'PUT', `${estate}/parameters`, { settings })
    assert.deepEqual(code(answer), [400, expected], answer.text)
    assert.deepEqual(await api.store.findDevice('anna', 'main'), before)
  })
}

test('bodies that are no JSON object', async () => {
  const bodies = { '': 1, '{': 1, '[]': 1, null: 1, '7': 1, '{"settings":{"__proto__":1}}': 18, '{}': 1 }
  for (const [body, expected] of Object.entries(bodies))
    assert.deepEqual(code(await send(api, 'all', 'PUT', `${estate}/parameters`, body)), [400, expected], body)
  const typed = await api.ask('all', `${estate}/parameters`, {
    method: 'PUT',
    body: '{"settings":{"47011":1}}',
  })
  assert.deepEqual(code(typed), [415, 1])
  const long = await send(api, 'all', 'PUT', `${estate}/parameters`, ' '.repeat(70_000))
  assert.deepEqual(code(long), [413, 13])
})

test('which parameters are asked for is checked', async () => {
  assert.deepEqual(code(await api.ask('all', `${estate}/parameters`)), [400, 1])
  const many = Array.from({ length: 16 }, () => '40004')
  assert.deepEqual(code(await api.ask('all', query(...many))), [400, 13])
  for (const key of ['1', '', '040004', '40004.0', 'Indoor_Temperature', '__proto__', 'a'.repeat(5000)])
    assert.deepEqual(code(await api.ask('all', query(40004, key))), [400, 18], key)
})

test('what is not shared is not there, and what is only read cannot be set', async () => {
  assert.deepEqual(code(await api.ask('noPump', query(40004))), [400, 18])
  assert.deepEqual(code(await put('noPump', { 47011: 1 })), [400, 18])
  assert.equal((await api.ask('lodge', query(40004))).status, 200)
  assert.deepEqual(code(await api.ask('lodge', `${query(40004)}&systemUnitId=0`)), [400, 18])
  assert.equal((await put('lodge', { 47398: 18 })).status, 200)
  assert.equal((await api.store.findDevice('anna', 'lodge'))?.traits.climate?.heat, 18)
  const refused = await put('reads', { 47011: 1 })
  assert.deepEqual(code(refused), [403, 11])
  assert.match(
    refused.headers.get('WWW-Authenticate') ?? '',
    /^Bearer realm="devices", error="insufficient_scope".*scope="WRITESYSTEM"/,
  )
  const scope = await put('readScope', { 47011: 1 })
  assert.deepEqual(code(scope), [403, 20])
  for (const path of [
    '100004',
    '100001',
    '100003x',
    '0',
    '-1',
    '9999999',
    '1e5',
    'estate',
    '999999999999999999',
  ]) {
    const other = await api.ask('bo', `/api/v1/systems/${path}/parameters?parameterIds=40004`)
    assert.deepEqual(code(other), [404, 2], path)
  }
})
