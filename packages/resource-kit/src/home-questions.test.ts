import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HomeAccess } from '@latchkey/protocol'
import * as ask from './home-questions.ts'

const access = (...homes: readonly Omit<HomeAccess, 'type'>[]) => ({
  homes: homes.map((home) => ({ type: 'home_access' as const, ...home })),
})
const hall = { structure: 'home', device: 'hall' }
const pump = { structure: 'home', device: 'pump' }

test('nothing is covered that is not named', () => {
  const none = access()
  const other = access({
    structure: 'other',
    devices: 'all',
    actions: ['read', 'control', 'away', 'unlock', 'camera'],
  })
  for (const one of [none, other]) {
    assert.equal(ask.seesHome(one, 'home'), false)
    assert.equal(ask.maySetAway(one, 'home'), false)
    assert.equal(ask.mayControlHome(one, 'home'), false)
    for (const question of [
      ask.mayRead,
      ask.mayControl,
      ask.mayUnlock,
      ask.maySeeCamera,
      ask.mayControlCamera,
    ])
      assert.equal(question(one, hall), false)
  }
  assert.deepEqual(ask.readableDevices(none, 'home'), new Set())
})

test('several details of one home count together, each for its own devices', () => {
  const both = access(
    { structure: 'home', devices: ['hall'], actions: ['read', 'control'] },
    { structure: 'home', devices: ['pump'], actions: ['read'] },
  )
  assert.deepEqual([ask.mayRead(both, hall), ask.mayControl(both, hall)], [true, true])
  assert.deepEqual([ask.mayRead(both, pump), ask.mayControl(both, pump)], [true, false])
  assert.equal(ask.mayControlHome(both, 'home'), false)
  assert.deepEqual(ask.readableDevices(both, 'home'), new Set(['hall', 'pump']))
})

test('who controls may read; a whole home covers what joins it', () => {
  const whole = access({ structure: 'home', devices: 'all', actions: ['control'] })
  assert.deepEqual([ask.mayRead(whole, hall), ask.mayControlHome(whole, 'home')], [true, true])
  assert.equal(ask.readableDevices(whole, 'home'), 'all')
})

test('sensitive actions are given by name and are no use alone', () => {
  const alone = access({ structure: 'home', devices: 'all', actions: ['away', 'camera', 'unlock'] })
  const withControl = access({
    structure: 'home',
    devices: 'all',
    actions: ['control', 'away', 'camera', 'unlock'],
  })
  const plain = access({ structure: 'home', devices: 'all', actions: ['read', 'control'] })
  const answers = (one: typeof alone) => [
    ask.maySetAway(one, 'home'),
    ask.maySeeCamera(one, hall),
    ask.mayControlCamera(one, hall),
    ask.mayUnlock(one, hall),
  ]
  assert.deepEqual(answers(alone), [false, false, false, false])
  assert.deepEqual(answers(plain), [false, false, false, false])
  assert.deepEqual(answers(withControl), [true, true, true, true])
})

test('a camera that may be seen by one detail is not controlled by another', () => {
  const apart = access(
    { structure: 'home', devices: 'all', actions: ['read', 'camera'] },
    { structure: 'home', devices: 'all', actions: ['control'] },
  )
  assert.deepEqual([ask.maySeeCamera(apart, hall), ask.mayControlCamera(apart, hall)], [true, false])
})

test('names of every object are names of no home', () => {
  for (const name of ['__proto__', 'constructor', 'toString'])
    assert.equal(ask.mayRead(access(), { structure: name, device: name }), false)
})
