import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

const READ = ['READSYSTEM']
let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa'), homeAccess('cabin')], READ)
  api.tokens.cabinOnly = accessOf('anna', [homeAccess('cabin')], READ)
  api.tokens.hallOnly = accessOf('anna', [homeAccess('villa', { devices: ['hall'] })], READ)
  api.tokens.structuresOnly = accessOf('anna', [homeAccess('villa')], ['structures:read'])
  api.tokens.machine = accessOf('client:app', [], READ)
  const rows = Array.from({ length: 25 }, (_, index) => `row-${index}`)
  api.tokens.landlord = accessOf(
    'lars',
    rows.map((id) => homeAccess(id)),
    READ,
  )
  for (const id of rows)
    await api.store.saveStructure(structureDefinitionSchema.parse({ id, name: id, owner: 'lars' }), {
      now: begin,
    })
})
after(() => api.close())

const names = (json: Record<string, unknown>) => (json.objects as { name: string }[]).map(({ name }) => name)

test('a home is a system', async () => {
  const { status, headers, json } = await api.ask('anna', '/api/v1/systems')
  assert.equal(status, 200)
  assert.equal(headers.get('Content-Type'), 'application/json;charset=UTF-8')
  const [villa, ...others] = json.objects as Record<string, unknown>[]
  assert.deepEqual(
    { ...json, objects: others.length },
    { page: 1, itemsPerPage: 10, numItems: 2, objects: 1 },
  )
  assert.deepEqual(villa, {
    systemId: 100_001,
    name: 'Villa',
    productName: 'Latchkey Heat Pump',
    productImage: { name: 'Latchkey Heat Pump', sizes: [] },
    securityLevel: 'MANAGER',
    serialNumber: '00000000100001',
    lastActivityDate: '2026-01-15T12:00:00Z',
    connectionStatus: 'ONLINE',
    address: {
      addressLine1: null,
      addressLine2: null,
      postalCode: null,
      city: null,
      region: null,
      country: null,
    },
    hasAlarmed: false,
  })
})

test('only covered homes are systems, and only covered devices name them', async () => {
  assert.deepEqual(names((await api.ask('cabinOnly', '/api/v1/systems')).json), ['Cabin'])
  const [villa] = (await api.ask('hallOnly', '/api/v1/systems')).json.objects as Record<string, unknown>[]
  assert.equal(villa?.productName, 'Latchkey Thermostat')
  assert.deepEqual((await api.ask('machine', '/api/v1/systems')).json, {
    page: 1,
    itemsPerPage: 10,
    numItems: 0,
    objects: [],
  })
})

test('pages', async () => {
  const lengths = {
    '': 10,
    '?page=3': 5,
    '?page=4': 0,
    '?page=1000000': 0,
    '?itemsPerPage=100': 25,
    '?page=2&itemsPerPage=20': 5,
  }
  for (const [query, length] of Object.entries(lengths)) {
    const { status, json } = await api.ask('landlord', `/api/v1/systems${query}`)
    assert.deepEqual([status, names(json).length, json.numItems], [200, length, 25], query)
  }
  const pages = await Promise.all(
    [1, 2, 3].map((page) => api.ask('landlord', `/api/v1/systems?page=${page}`)),
  )
  assert.equal(new Set(pages.flatMap(({ json }) => names(json))).size, 25)
})

test('the seed’s query, a content type without body and parameters of other calls work', async () => {
  const query = '?page=1&itemsPerPage=10&apikey=x&systemUnitId='
  const headers = { 'Content-Type': 'application/json' }
  assert.equal((await api.ask('anna', `/api/v1/systems${query}`, { headers })).status, 200)
})

const mistakes: Readonly<Record<string, number>> = {
  'page=': 1,
  'page=x': 1,
  'page=1.5': 1,
  'page=1e3': 1,
  'page=+1': 1,
  'page=%201': 1,
  'page=1&page=2': 1,
  'page[]=1&page=': 1,
  'page=0': 15,
  'page=-1': 15,
  'page=1000001': 15,
  'page=99999999999999999999999': 15,
  [`page=${'9'.repeat(2000)}`]: 1,
  'itemsPerPage=0': 15,
  'itemsPerPage=101': 15,
  'itemsPerPage=ten': 1,
  'itemsPerPage=10&itemsPerPage=10': 1,
}
for (const [query, code] of Object.entries(mistakes)) {
  test(`${query.slice(0, 40)} is NIBE's error ${code}`, async () => {
    const { status, headers, json } = await api.ask('anna', `/api/v1/systems?${query}`)
    assert.deepEqual([status, json.httpStatusCode, json.errorCode], [400, 400, code])
    assert.equal(headers.get('Content-Type'), 'application/json;charset=UTF-8')
    assert.equal(json.timestamp, '2026-01-15T12:00:00Z')
    assert.match(String((json.details as string[])[0]), /^(page|itemsPerPage) /)
    assert.deepEqual(json.data, {})
  })
}

test('no token, a bad one and too little scope speak NIBE’s words and RFC 6750’s header', async () => {
  const expected = [
    [undefined, 401, 19],
    ['unknown', 401, 19],
    ['structuresOnly', 403, 20],
  ] as const
  for (const [token, status, code] of expected) {
    const answer = await api.ask(token, '/api/v1/systems')
    assert.deepEqual([answer.status, answer.json.errorCode], [status, code])
    assert.equal(answer.headers.get('Content-Type'), 'application/json;charset=UTF-8')
    assert.match(
      String(answer.headers.get('WWW-Authenticate')),
      /^Bearer realm="devices".*scope="READSYSTEM"/,
    )
  }
})

test('a token in the URL, another method and another path are NIBE errors too', async () => {
  const inUrl = await api.ask(undefined, '/api/v1/systems?access_token=anna')
  assert.deepEqual([inUrl.status, inUrl.json.errorCode], [400, 1])
  const posted = await api.ask('anna', '/api/v1/systems', { method: 'POST' })
  assert.deepEqual(
    [posted.status, posted.json.errorCode, posted.headers.get('Allow')],
    [405, 8, 'GET, HEAD, OPTIONS'],
  )
  const elsewhere = await api.ask('anna', '/api/v1/elsewhere')
  assert.deepEqual([elsewhere.status, elsewhere.json.errorCode], [404, 7])
})
