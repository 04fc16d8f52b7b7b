import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionsOf, offerOf } from './home-offer.ts'
import { wholeHomes } from './whole-homes.ts'

const homes = [
  { id: 'villa', name: 'Villa', devices: [{ id: 'hall', name: 'Hall', type: 'thermostat' }] },
  { id: 'cabin', name: 'Cabin', devices: [] },
]

test('a scope allows what it says: write implies read, identity scopes allow nothing in a home', () => {
  assert.deepEqual(actionsOf(['devices:read']), ['read', 'camera'])
  assert.deepEqual(actionsOf(['openid', 'devices:write']), ['read', 'control', 'camera', 'unlock'])
  for (const name of ['WRITESYSTEM', 'structures:write'])
    assert.deepEqual(actionsOf([name]), ['read', 'control', 'away'])
  assert.deepEqual(actionsOf(['user']), ['read', 'control', 'away', 'camera'])
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

test('what is sensitive is offered where a home has something for it; locks stay closed unless somebody says otherwise', () => {
  const types = ['camera', 'lock']
  const home = { id: 'villa', name: 'Villa', devices: types.map((type) => ({ id: type, name: type, type })) }
  const [offered] = offerOf([home], ['devices:write', 'structures:write'])
  assert.deepEqual(
    [offered?.sensitive, offered?.preset],
    [
      ['away', 'camera', 'unlock'],
      ['away', 'camera'],
    ],
  )
  assert.deepEqual(offerOf(homes, ['devices:write'])[0]?.sensitive, [])
})
