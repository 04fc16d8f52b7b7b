import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { VerificationUnavailable } from '@latchkey/resource-kit'
import { z } from 'zod'
import { createDeviceApi } from './device-api.ts'
import { usualRates } from './limits/rate.ts'
import { describeDeviceApi } from './openapi.ts'
import type { Method, Operation, Schema } from './openapi-types.ts'
import { scopeHierarchy } from './scopes.ts'
import { accessOf, homeAccess, openTestApi, type TestApi } from './test-homes.testing.ts'

const description = describeDeviceApi({
  serverUrl: 'https://id.example.com',
  authorizationUrl: 'https://id.example.com/oauth2/authorize',
  tokenUrl: 'https://id.example.com/oauth2/token',
})
const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method as Method, operation })),
)

let api: TestApi
let app: ReturnType<typeof createDeviceApi>
/** Where nobody may ask twice. */
let busyApp: ReturnType<typeof createDeviceApi>

before(async () => {
  api = await openTestApi()
  api.tokens.all = accessOf('anna', [homeAccess('villa')])
  api.tokens.reader = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  api.tokens.nothing = accessOf('anna', [homeAccess('villa')], ['openid'])
  const verify = async (token: string) => {
    if (token === 'away') throw new VerificationUnavailable('nobody answers')
    if (token === 'broken') throw new Error('a fault')
    return api.tokens[token]
  }
  api.tokens.busy = accessOf('anna', [homeAccess('villa')])
  const options = {
    origin: 'http://localhost',
    verify,
    store: api.store,
    now: () => api.clock.now,
    description,
  }
  const rare = { requests: 1, seconds: 60 }
  app = createDeviceApi(options)
  busyApp = createDeviceApi({ ...options, rates: { ...usualRates, v1: rare, nibe: rare } })
})
after(() => api.close())

test('every route of our own view is described, and what is described is there', () => {
  const routes = app.routes
    .filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  const own = (list: readonly string[]) => list.filter((route) => / \/v1\//.test(route))
  assert.deepEqual([...new Set(own(routes))].toSorted(), own(described).toSorted())
  assert.deepEqual(
    described.filter((route) => !routes.includes(route)),
    [],
  )
})

test('the parameters of a path are those that it names, and ids of operations are given once', () => {
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const described = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    assert.deepEqual(described, named, path)
  }
  const ids = operations.map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
})

test('every scope that is named has a description, and only those of this API', () => {
  const { authorizationCode, clientCredentials } = description.components.securitySchemes.oauth2.flows
  const named = operations.flatMap(({ operation }) =>
    operation.security.flatMap(({ oauth2 }) => oauth2 ?? []),
  )
  const known = new Set([...Object.keys(scopeHierarchy), ...Object.values(scopeHierarchy).flat()])
  assert.deepEqual(Object.keys(authorizationCode.scopes).toSorted(), [...known].toSorted())
  assert.deepEqual(authorizationCode.scopes, clientCredentials.scopes)
  assert.deepEqual(
    named.filter((scope) => !known.has(scope)),
    [],
  )
})

test('the scopes of an operation are exactly what it needs', async () => {
  for (const { path, method, operation } of operations.filter((one) => one.operation.security.length > 0)) {
    for (const { oauth2 = [] } of operation.security) {
      api.tokens.just = accessOf('anna', [homeAccess('villa')], oauth2)
      await setUp()
      assert.ok((await ask(path, method, { token: 'just' })).ok, `${method} ${path}`)
      for (const scope of oauth2) {
        api.tokens.less = accessOf(
          'anna',
          [homeAccess('villa')],
          oauth2.filter((one) => one !== scope),
        )
        assert.equal((await ask(path, method, { token: 'less' })).status, 403, `${path} without ${scope}`)
      }
    }
  }
})

interface Attempt {
  readonly token?: string
  readonly id?: string
  readonly query?: string
  readonly body?: string
  readonly type?: string
  readonly method?: string
  readonly key?: string
  readonly ifMatch?: string
}

/** A request that gets the status, at any operation that has it. */
const attempts: Readonly<Record<string, Attempt>> = {
  200: { token: 'all' },
  201: { token: 'all' },
  204: { token: 'all' },
  400: { token: 'all', query: '?access_token=x' },
  401: {},
  403: { token: 'nothing' },
  404: { token: 'all', id: 'not-there' },
  405: { token: 'all', method: 'PUT' },
  409: { token: 'all' },
  412: { token: 'all', ifMatch: '"0-other"' },
  422: { token: 'all' },
  429: { token: 'busy' },
  413: { token: 'all', body: JSON.stringify({ name: 'x'.repeat(70_000) }) },
  415: { token: 'all', type: 'text/plain' },
  500: { token: 'broken' },
  503: { token: 'away' },
}

/** Two rooms, whatever was done before. */
async function setUp(): Promise<void> {
  const rooms = ['hallway', 'attic'].map((id) => ({ id, name: id }))
  await api.store.changeStructure('anna', 'villa', { facts: { rooms } })
}

const isWrite = (method: Method) => method === 'patch' || method === 'post'

async function ask(path: string, method: Method, attempt: Attempt) {
  const { token, id = path.includes('structures') ? 'villa' : 'hall', query = '' } = attempt
  const { type = 'application/json', body = JSON.stringify({ name: newName() }) } = attempt
  const headers = new Headers(isWrite(method) ? { 'Content-Type': type } : {})
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
  if (attempt.key !== undefined) headers.set('Idempotency-Key', attempt.key)
  if (attempt.ifMatch !== undefined) headers.set('If-Match', attempt.ifMatch)
  const init = { method: attempt.method ?? method.toUpperCase(), headers }
  const address = path.replace('{id}', id).replace('{room}', 'attic') + query
  return (token === 'busy' ? busyApp : app).request(address, isWrite(method) ? { ...init, body } : init)
}

let asked = 0
function newName(): string {
  asked += 1
  return `Name ${asked}`
}

/** Asks so that the status is answered, after whatever must have been before. */
async function askFor(status: string, path: string, method: Method): Promise<Response> {
  const attempt = attempts[status]
  assert.ok(attempt, `nothing is known that gets ${status}`)
  await setUp()
  if (status === '429') await ask(path, method, attempt)
  if (status === '422') await ask(path, method, { ...attempt, key: `used by ${path}`.replaceAll(' ', '-') })
  if (status === '422') return ask(path, method, { ...attempt, key: `used by ${path}`.replaceAll(' ', '-') })
  if (status !== '409') return ask(path, method, attempt)
  const body = JSON.stringify({ name: 'The same' })
  const answers = await Promise.all([1, 2, 3].map(() => ask(path, method, { ...attempt, body, key: path })))
  return answers.find((answer) => answer.status === 409) ?? assert.fail('none was under way')
}

for (const { path, method, operation } of operations) {
  for (const [status, described] of Object.entries(operation.responses)) {
    test(`${method} ${path} answers ${status} as described`, async () => {
      const answer = await askFor(status, path, method)
      assert.equal(answer.status, Number(status))
      const [[type, content] = [undefined, undefined]] = Object.entries(described.content ?? {})
      assert.equal(answer.headers.get('Content-Type')?.split(';')[0], type)
      if (content === undefined || type === 'text/event-stream') return answer.body?.cancel()
      for (const header of Object.keys(described.headers ?? {})) assert.ok(answer.headers.has(header), header)
      assert.deepEqual(mistakes(content.schema, await answer.json()), [])
      if (content.example !== undefined) assert.deepEqual(mistakes(content.schema, content.example), [])
    })
  }
}

test('bodies with mistakes are answered as described, and every mistake has its place', async () => {
  for (const [path, body] of [
    ['/v1/devices/{id}', { mode: 'boil', target_temperature_c: 99, colour: 'red' }],
    ['/v1/structures/{id}', { away: 'perhaps' }],
  ] as const) {
    const answer = await ask(path, 'patch', { token: 'all', body: JSON.stringify(body) })
    assert.equal(answer.status, 400)
    const json = Object(await answer.json())
    assert.equal(json.errors.length, Object.keys(body).length)
    assert.deepEqual(mistakes({ $ref: '#/components/schemas/Problem' }, json), [])
  }
  const page = await ask('/api/v1/systems', 'get', { token: 'all', query: '?page=0' })
  assert.deepEqual(mistakes({ $ref: '#/components/schemas/NibeError' }, await page.json()), [])
})

test('the example of each body does what it says, and a home that was shared to be read says 403', async () => {
  for (const { path, method, operation } of operations.filter((one) => one.operation.requestBody)) {
    await setUp()
    const example = exampleOf(operation)
    const body = JSON.stringify(example)
    const answer = await ask(path, method, { token: 'all', body })
    assert.ok(answer.ok)
    const now = Object(await answer.json())
    for (const [name, value] of Object.entries(example)) assert.equal(now[name], value)
    assert.equal((await ask(path, method, { token: 'reader', body })).status, 403)
  }
})

function exampleOf(operation: Operation): Readonly<Record<string, unknown>> {
  const example = operation.requestBody?.content['application/json']?.example
  assert.ok(typeof example === 'object' && example !== null)
  return { ...example }
}

test('what the bodies allow is what the server takes', async () => {
  const { DeviceChange } = description.components.schemas
  const { minimum = 0, maximum = 0, multipleOf = 0 } = DeviceChange?.properties?.target_temperature_c ?? {}
  const fahrenheit = DeviceChange?.properties?.target_temperature_f ?? {}
  const send = async (body: object) =>
    (await ask('/v1/devices/{id}', 'patch', { token: 'all', body: JSON.stringify(body) })).status
  for (const good of [minimum, maximum, minimum + multipleOf])
    assert.equal(await send({ target_temperature_c: good }), 200, `${good} °C`)
  for (const bad of [minimum - multipleOf, maximum + multipleOf, minimum + multipleOf / 2])
    assert.equal(await send({ target_temperature_c: bad }), 400, `${bad} °C`)
  assert.equal(await send({ target_temperature_f: fahrenheit.minimum }), 200)
  assert.equal(await send({ target_temperature_f: fahrenheit.maximum }), 200)
  assert.equal(await send({ target_temperature_f: (fahrenheit.maximum ?? 0) + 1 }), 400)
  for (const mode of DeviceChange?.properties?.mode?.enum ?? []) assert.equal(await send({ mode }), 200)
  assert.equal(await send({ target_temperature_c: 20, target_temperature_f: 68 }), 400)
  assert.equal(await send({}), 400)
})

test('the document is public, may be kept, and may be read from any site; without one there is no such address', async () => {
  const answer = await app.request('/v1/openapi.json', { headers: { Origin: 'https://tools.example.com' } })
  assert.deepEqual(await answer.json(), JSON.parse(JSON.stringify(description)))
  assert.equal(answer.headers.get('Cache-Control'), 'public, max-age=300')
  assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*')
  assert.equal((await api.app.request('/v1/openapi.json')).status, 404)
})

/** What a value has that its schema does not describe: wrong types, missing members, and members that are not named. */
function mistakes(schema: Schema, value: unknown): readonly string[] {
  const strict = strictly({ ...schema, $defs: description.components.schemas })
  const result = z.fromJSONSchema(strict as z.core.JSONSchema.JSONSchema).safeParse(value)
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`)
}

/** The same schema, refusing members that it does not name, with references as zod wants them. */
function strictly(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strictly)
  if (typeof schema !== 'object' || schema === null) return schema
  const { not: _, ...members } = { ...schema } as Record<string, unknown>
  const inner = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, strictly(value)]))
  if (typeof inner.$ref === 'string') inner.$ref = inner.$ref.replace('#/components/schemas/', '#/$defs/')
  return 'properties' in inner && inner.type === 'object' ? { ...inner, additionalProperties: false } : inner
}

test('the check itself finds what is missing, wrong or not described', () => {
  const device: Schema = { $ref: '#/components/schemas/Device' }
  const good =
    description.paths['/v1/devices/{id}']?.get?.responses['200']?.content?.['application/json']?.example
  assert.deepEqual(mistakes(device, good), [])
  for (const bad of [{ ...Object(good), colour: 'red' }, { ...Object(good), mode: 5 }, {}])
    assert.notDeepEqual(mistakes(device, bad), [])
})
