import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { type Access, type HomeAccess, homeActions } from '@latchkey/resource-kit'
import { testDatabases } from '@latchkey/sql/testing'
import fc from 'fast-check'
import type { Hono } from 'hono'
import { createDeviceApi } from '../../apps/device-api/src/device-api.ts'
import type { HomesStore } from '../../apps/device-api/src/store/homes-store.ts'
import { openHomesStore } from '../../apps/device-api/src/store/sql-homes-store.ts'
import { viewNames } from '../../apps/device-api/src/view.ts'
import { type HomeRequest, requestTo, routesOf } from './home-requests.ts'
import { deviceIds, fillWorld, homeIds, marksIn, owners, ruleOf, snapshot } from './home-world.ts'
import { runs } from './runs.ts'

// Any person, any share, any request, to every route of every view: nothing outside of it is ever seen or changed.

const cases = 12_000
/** What was renamed bears no mark any more. */
const renewEvery = 300

let app: Hono
let store: HomesStore
let access: Access
let close: () => Promise<void>

before(async () => {
  const driver = await testDatabases()[0]?.open()
  if (driver === undefined) assert.fail('there is no database to test with')
  store = await openHomesStore(driver)
  await fillWorld(store)
  const rates = Object.fromEntries(viewNames.map((name) => [name, undefined])) as never
  let now = Date.UTC(2026, 0, 15, 12)
  app = createDeviceApi({
    origin: 'http://localhost',
    verify: async () => access,
    allowsTokenInQuery: () => true,
    store,
    now: () => (now += 1000),
    rates,
  })
  close = () => driver.close()
})
after(() => close())

function shareOf(homes: readonly string[]): fc.Arbitrary<HomeAccess> {
  return fc.constantFrom(...homes).chain((structure) =>
    fc.record({
      type: fc.constant('home_access' as const),
      structure: fc.constant(structure),
      devices: fc.oneof(
        fc.constant('all' as const),
        fc.subarray(deviceIds.filter((id) => id.startsWith(`${structure}.`))),
        fc.subarray(deviceIds, { maxLength: 4 }),
      ),
      actions: fc.oneof(fc.constant(homeActions), fc.subarray([...homeActions])),
    }),
  )
}

const scopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
const scope = fc.oneof(
  fc.constant(scopes),
  fc.constantFrom(['user'], ['READSYSTEM'], ['READSYSTEM', 'WRITESYSTEM'], ['openid'], scopes),
  fc.subarray(scopes),
)

const homesOf = (owner: string) => homeIds.filter((id) => id.split('-')[1] === owner)

/** A person's token, often for what is the person's own, and a request, often for just that. */
const anyCase: fc.Arbitrary<{ given: Access; request: HomeRequest }> = fc
  .constantFrom<string>(...owners, 'client:app')
  .chain((subject) => {
    const own = homesOf(subject)
    const mostly = (usual: readonly string[]) => (usual.length === 0 ? homeIds : usual)
    const share = fc.oneof(
      { weight: 3, arbitrary: shareOf(mostly(own)) },
      { weight: 1, arbitrary: shareOf(homeIds) },
    )
    const given: fc.Arbitrary<Access> = fc.record({
      subject: fc.constant(subject),
      clientId: fc.constant('app'),
      scope,
      homes: fc.array(share, { minLength: 1, maxLength: 4 }),
      expiresAt: fc.constant(4e9),
    })
    const request = fc.oneof(
      { weight: 2, arbitrary: requestTo(app, mostly(own)) },
      { weight: 1, arbitrary: requestTo(app, homeIds) },
    )
    return fc.record({ given, request })
  })

/** A stream is read as far as its first words, which hold everything that it may ever tell. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

async function ask({ method, path, body, isStream }: HomeRequest): Promise<{ status: number; text: string }> {
  const headers = new Headers({ Authorization: 'Bearer t' })
  if (isStream) headers.set('Accept', 'text/event-stream')
  if (path.startsWith('/mcp')) headers.set('Accept', 'application/json, text/event-stream')
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const response = await app.request(path, { method, headers, ...(body !== undefined && { body }) })
  return { status: response.status, text: await textOf(response) }
}

async function renewed(): Promise<ReadonlyMap<string, string>> {
  await fillWorld(store)
  return snapshot(store)
}

const seen = new Map<string, { answered: number; changed: number; marks: number }>()

function count(path: string, isGood: boolean, changed: number, marks: number): void {
  const [, view = ''] = path.split(/[/.?]/)
  const one = seen.get(view) ?? { answered: 0, changed: 0, marks: 0 }
  seen.set(view, {
    answered: one.answered + Number(isGood),
    changed: one.changed + changed,
    marks: one.marks + marks,
  })
}

test('every view is asked', () => {
  const patterns = routesOf(app).map(({ pattern }) => pattern)
  for (const path of [
    '/v1/structures',
    '/devices/*',
    '/v2/locations',
    '/api/v1/systems',
    '/transport/quotations',
    '/mcp',
  ])
    assert.ok(
      patterns.some((pattern) => pattern.startsWith(path.replace('*', ''))),
      `${path} of ${patterns}`,
    )
})

test(`nothing outside of what was shared is seen or changed, in ${cases} requests`, async (t: TestContext) => {
  let before = await snapshot(store)
  let played = 0
  const nothingLeaks = fc.asyncProperty(anyCase, async ({ given, request }) => {
    access = given
    const rule = ruleOf(given)
    if (played++ % renewEvery === 0) before = await renewed()
    const { status, text } = await ask(request)
    const what = `${request.method} ${request.path} ${request.body ?? ''} → ${status} ${text.slice(0, 300)}`
    assert.ok(status < 500, what)
    for (const one of marksIn(text)) assert.ok(rule.maySee(one), `${one} is seen: ${what}`)
    const now = await snapshot(store)
    const changed = [...now].filter(([id, stored]) => before.get(id) !== stored).map(([id]) => id)
    for (const id of changed) assert.ok(rule.mayChange(id), `${id} is changed: ${what}`)
    count(request.path, status < 300, changed.length, marksIn(text).length)
    before = now
  })
  await fc.assert(nothingLeaks, runs(cases))
  t.diagnostic(
    [...seen]
      .map(
        ([view, { answered, changed, marks }]) =>
          `${view}: ${answered} answered, ${changed} changed, ${marks} marks seen`,
      )
      .join('; '),
  )
  // A property that never gets through proves nothing.
  for (const view of ['v1', 'devices', 'structures', 'v2', 'api', 'mcp']) {
    const { answered = 0, changed = 0, marks = 0 } = seen.get(view) ?? {}
    assert.ok(answered > 50 && changed > 0 && marks > 50, `${view}: ${answered}, ${changed}, ${marks}`)
  }
})
