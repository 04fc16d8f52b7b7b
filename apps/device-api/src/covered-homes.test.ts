import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Access, type HomeAccess, homeActions } from '@latchkey/resource-kit'
import fc from 'fast-check'
import { type Answer, accessOf, definitions, openTestApi, type TestApi } from './test-homes.testing.ts'

/** Every token of every shape, asked on every route: nothing outside of what it covers is ever seen or changed. */
let api: TestApi
before(async () => {
  api = await openTestApi()
})
after(() => api.close())

const accounts = ['anna', 'bo', 'client:app', 'nobody']
const homeIds = ['villa', 'cabin', 'flat', 'ruin']
const deviceIds = ['hall', 'pump', 'stove', 'bath', 'ghost']

const home: fc.Arbitrary<HomeAccess> = fc.record({
  type: fc.constant('home_access' as const),
  structure: fc.constantFrom(...homeIds),
  devices: fc.oneof(fc.constant('all' as const), fc.subarray(deviceIds)),
  actions: fc.subarray([...homeActions]),
})
const owners = fc.record({
  villa: fc.constantFrom('anna', 'bo'),
  cabin: fc.constantFrom('anna', 'bo'),
  flat: fc.constantFrom('anna', 'bo'),
})
type Owners = Readonly<Record<string, string>>

const may = (detail: HomeAccess, action: 'read' | 'control') =>
  detail.actions.includes('control') || (action === 'read' && detail.actions.includes('read'))

/** The rule, written once more and another way: from the homes, not from the request. */
function allowed(access: Access, owner: Owners, action: 'read' | 'control') {
  const owned = definitions.filter(({ id }) => owner[id] === access.subject)
  const details = access.homes.filter((detail) => may(detail, action))
  const structures = owned
    .filter(({ id }) =>
      details.some(({ structure, devices }) => structure === id && (action === 'read' || devices === 'all')),
    )
    .map(({ id }) => id)
  const devices = owned.flatMap(({ id, devices }) =>
    devices
      .filter((device) =>
        details.some(
          (detail) =>
            detail.structure === id && (detail.devices === 'all' || detail.devices.includes(device.id)),
        ),
      )
      .map((device) => device.id),
  )
  return { structures: new Set<string>(structures), devices: new Set<string>(devices) }
}

async function asked(token: string, path: string, readable: boolean): Promise<Answer> {
  const answer = await api.ask(token, path)
  assert.equal(answer.status, readable ? 200 : 404, path)
  return answer
}

async function changed(path: string, readable: boolean, controllable: boolean): Promise<void> {
  const { status, text } = await api.patch('t', path, { name: 'Changed' })
  assert.equal(status, controllable ? 200 : readable ? 403 : 404, `PATCH ${path} ${text}`)
}

const idsIn = (list: unknown) => (list as { id: string }[]).map(({ id }) => id)

async function checkReads(read: ReturnType<typeof allowed>): Promise<void> {
  const { structures } = (await api.ask('t', '/v1/structures')).json as {
    structures: Record<string, unknown>[]
  }
  assert.deepEqual(new Set(idsIn(structures)), read.structures)
  assert.deepEqual(new Set(structures.flatMap(({ devices }) => idsIn(devices))), read.devices)
  const systems = (await api.ask('t', '/api/v1/systems?itemsPerPage=100')).json
  assert.equal(systems.numItems, read.structures.size)
  for (const id of homeIds) await asked('t', `/v1/structures/${id}`, read.structures.has(id))
  for (const id of deviceIds) await asked('t', `/v1/devices/${id}`, read.devices.has(id))
}

async function namesNow(): Promise<ReadonlyMap<string, string>> {
  const all = await api.store.listAllStructures()
  return new Map(
    all.flatMap(({ id, name, devices }) => [
      [id, name] as const,
      ...devices.map((device) => [device.id, device.name] as const),
    ]),
  )
}

async function checkWrites(
  read: ReturnType<typeof allowed>,
  control: ReturnType<typeof allowed>,
): Promise<void> {
  const before = await namesNow()
  for (const id of homeIds)
    await changed(`/v1/structures/${id}`, read.structures.has(id), control.structures.has(id))
  for (const id of deviceIds)
    await changed(`/v1/devices/${id}`, read.devices.has(id), control.devices.has(id))
  for (const [id, name] of await namesNow()) {
    const mine = control.structures.has(id) || control.devices.has(id)
    assert.equal(name, mine ? 'Changed' : before.get(id), id)
  }
}

test('nothing outside of account, homes, devices and actions is seen or changed', async () => {
  const anything = fc.asyncProperty(
    fc.constantFrom(...accounts),
    fc.array(home, { maxLength: 5 }),
    owners,
    async (subject, homes, owner: Owners) => {
      for (const definition of definitions)
        await api.store.saveStructure(
          { ...definition, owner: owner[definition.id] ?? '' },
          { now: api.clock.now },
        )
      const access = accessOf(subject, homes)
      api.tokens.t = access
      const read = allowed(access, owner, 'read')
      await checkReads(read)
      await checkWrites(read, allowed(access, owner, 'control'))
    },
  )
  await fc.assert(anything, { numRuns: 100 })
})

test('what the account sells is gone for its apps at once', async () => {
  const [villa] = definitions
  assert.ok(villa)
  await api.store.saveStructure({ ...villa, owner: 'anna' }, { now: 0 })
  api.tokens.t = accessOf('anna', [
    { type: 'home_access', structure: 'villa', devices: 'all', actions: ['control'] },
  ])
  assert.equal((await api.ask('t', '/v1/devices/hall')).status, 200)
  await api.store.saveStructure({ ...villa, owner: 'bo' }, { now: 0 })
  for (const path of ['/v1/devices/hall', '/v1/structures/villa']) {
    assert.equal((await api.ask('t', path)).status, 404)
    assert.equal((await api.patch('t', path, { name: 'Mine' })).status, 404)
  }
})
