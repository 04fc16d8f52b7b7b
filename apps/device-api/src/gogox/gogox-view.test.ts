import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accessOf, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'
import { priceOf } from './price.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.machine = accessOf('client:app', [], [])
  api.tokens.other = { ...accessOf('client:other', [], []), clientId: 'other' }
  api.tokens.anna = accessOf('anna', [homeAccess('villa')], ['user'])
})
after(() => api.close())

const place = (lat: unknown, lng: unknown) => ({ location: { lat, lng } })
const good = {
  vehicle_type: 'van',
  pickup: { schedule_at: 1_893_456_000, ...place(22.28, 114.16) },
  destinations: [place(22.3, 114.17)],
}

const quote = (token: string | undefined, body: unknown, type = 'application/json') =>
  api.ask(token, '/transport/quotations', {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('a price', () => {
  test('is the same for the same way, grows with it, and needs no home and no scope', async () => {
    const first = await quote('machine', good)
    assert.equal(first.status, 200)
    assert.deepEqual((await quote('machine', good)).json, first.json)
    assert.equal((await quote('anna', good)).status, 200)
    const further = await quote('machine', {
      ...good,
      destinations: [place(22.3, 114.17), place(22.4, 114.2)],
    })
    const amountOf = (json: Record<string, unknown>) => (json.estimated_price as { amount: number }).amount
    assert.ok(amountOf(further.json) > amountOf(first.json))
    assert.notEqual(further.json.id, first.json.id)
    assert.match(String(first.json.id), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.notEqual((await quote('other', good)).json.id, first.json.id)
  })

  test('kilometres that are begun count, across the date line and the poles too', () => {
    const price = (...places: readonly (readonly [number, number])[]) =>
      priceOf({ vehicle: 'motorcycle', places: places.map(([lat, lng]) => ({ lat, lng })) }).distance / 500
    assert.equal(price([0, 0], [0, 0]), 0)
    assert.equal(price([0, 0], [0, 0.001]), 1)
    assert.equal(price([0, 179.999], [0, -179.999]), 1)
    assert.equal(price([90, 0], [90, 180]), 1)
    assert.equal(price([90, 0], [-90, 0]), 20_016)
    assert.equal(price([0, 0], [0, 180]), 20_016)
  })
})

const refused: readonly (readonly [string, unknown])[] = [
  ['no body', ''],
  ['null', 'null'],
  ['a list', []],
  ['a name of objects', { ...good, vehicle_type: '__proto__' }],
  ['own prototypes', '{"__proto__":{"vehicle_type":"van"}}'],
  ['no pickup', { ...good, pickup: undefined }],
  ['texts for numbers', { ...good, destinations: [place('22', '114')] }],
  [
    'endless numbers',
    JSON.stringify({ ...good, destinations: 0 }).replace('0}', '[{"location":{"lat":1e999,"lng":0}}]}'),
  ],
  ['too many places', { ...good, destinations: Array(21).fill(place(1, 1)) }],
  ['no destinations', { ...good, destinations: null }],
  ['a time before all times', { ...good, pickup: { ...good.pickup, schedule_at: -1 } }],
  ['half a second', { ...good, pickup: { ...good.pickup, schedule_at: 0.5 } }],
  ['a day that there is not', { ...good, pickup: { ...good.pickup, schedule_at: '2030-02-30T00:00:00Z' } }],
  ['a control character', { ...good, pickup: { ...good.pickup, name: 'a\u0000b' } }],
]
for (const [name, body] of refused)
  test(`${name}: 400 in JSON, with a sentence`, async () => {
    const { status, json, headers } = await quote('machine', body)
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    assert.match(String(json.error_description), /^[A-Z a-z].+\.$/)
    assert.equal(headers.get('Content-Type'), 'application/json; charset=utf-8')
  })

test('a form is 415, a long body 413, as errors that the vendor’s programs can read', async () => {
  assert.equal((await quote('machine', 'a=b', 'application/x-www-form-urlencoded')).status, 415)
  const long = await quote('machine', { ...good, note: 'x'.repeat(70_000) })
  assert.deepEqual([long.status, long.json.error], [413, 'invalid_request'])
})

test('without a good token the body is empty and Doorkeeper’s header says why', async () => {
  for (const token of [undefined, 'unknown']) {
    const { status, text, headers } = await quote(token, good)
    assert.deepEqual([status, text], [401, ''])
    assert.equal(
      headers.get('WWW-Authenticate'),
      'Bearer realm="Doorkeeper", error="invalid_token", error_description="The access token is invalid"',
    )
  }
})
