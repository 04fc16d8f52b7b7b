import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionsOf, wholeHomes } from './whole-homes.ts'

const homes = [
  { id: 'villa', name: 'Villa', devices: [{ id: 'hall', name: 'Hall' }] },
  { id: 'cabin', name: 'Cabin', devices: [] },
]

test('a scope allows what it says: write implies read, identity scopes allow nothing in a home', () => {
  assert.deepEqual(actionsOf(['devices:read']), ['read'])
  assert.deepEqual(actionsOf(['openid', 'devices:write']), ['read', 'control'])
  for (const name of ['WRITESYSTEM', 'user', 'structures:write'])
    assert.deepEqual(actionsOf([name]), ['read', 'control'])
  for (const name of ['openid', 'profile', 'email', 'offline_access', 'meter:read', 'constructor'])
    assert.deepEqual(actionsOf([name]), [], name)
})

test('every home is covered whole, and none for a scope that is not about homes', () => {
  assert.deepEqual(wholeHomes(homes, ['READSYSTEM']), [
    { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read'] },
    { type: 'home_access', structure: 'cabin', devices: 'all', actions: ['read'] },
  ])
  assert.deepEqual(wholeHomes(homes, ['openid', 'email']), [])
  assert.deepEqual(wholeHomes([], ['READSYSTEM']), [])
})
