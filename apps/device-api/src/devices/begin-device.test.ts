import assert from 'node:assert/strict'
import { test } from 'node:test'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { openTestApi } from '../test-homes.testing.ts'
import { traitsAtBeginning } from './begin-device.ts'
import { deviceTypeNames, deviceTypes } from './device-types.ts'

test('a device of which nothing is said begins as it was unpacked', () => {
  for (const type of deviceTypeNames)
    assert.deepEqual(traitsAtBeginning(type, {}, 7), deviceTypes[type].firstTraits(7))
})

const lodge = (type: string, begins: object) => ({
  id: 'lodge',
  name: 'Lodge',
  owner: 'anna',
  devices: [{ id: 'one', name: 'One', type, begins }],
})

test('a declared beginning is where a new device begins, and nothing that happens again', async () => {
  const api = await openTestApi()
  const declared = structureDefinitionSchema.parse(
    lodge('smoke_co_alarm', { isOnline: false, smoke: 'emergency' }),
  )
  await api.store.saveStructure(declared, { now: 9 })
  const { traits, version } = (await api.store.findDevice('anna', 'one')) ?? assert.fail()
  assert.equal(traits.alarm?.smoke, 'emergency')
  assert.deepEqual(traits.connection, { isOnline: false, since: 9 })
  assert.equal(await api.store.saveStructure(declared, { now: 10 }), 'unchanged')
  assert.equal((await api.store.findDevice('anna', 'one'))?.version, version)
  await api.close()
})

const mistakes: readonly [string, object][] = [
  ['camera', { smoke: 'emergency' }],
  ['smoke_co_alarm', { lock: { low: 18, high: 20 } }],
  ['thermostat', { lock: { low: 20, high: 18 } }],
  ['thermostat', { lock: { low: 20 } }],
  ['thermostat', { isOnline: 'no' }],
  ['thermostat', { online: false }],
]
for (const [type, begins] of mistakes)
  test(`a ${type} does not begin with ${JSON.stringify(begins)}`, () => {
    assert.equal(structureDefinitionSchema.safeParse(lodge(type, begins)).success, false)
  })
