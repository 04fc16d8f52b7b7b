import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers, type RequestedHomeAccess } from '@latchkey/protocol'
import { allowedDetails } from './allowed-details.ts'
import { offerOf, wholeOffer } from './home-offer.ts'
import { areKnown, namesHomes } from './known-homes.ts'

const type = 'home_access'
const device = (id: string, kind: string) => ({ id, name: id, type: kind })
const villa = {
  id: 'villa',
  name: 'Villa',
  devices: [device('hall', 'thermostat'), device('garden', 'camera'), device('door', 'lock')],
}
const cabin = { id: 'cabin', name: 'Cabin', devices: [device('pump', 'heat_pump')] }
const homes = [villa, cabin]
const scope = ['structures:write', 'devices:write']

const offered = (...requested: readonly RequestedHomeAccess[]) =>
  offerOf(homes, scope, requested).map(({ id, devices, future, sensitive, preset }) => ({
    id,
    levels: devices.map((one) => `${one.id} ${one.most}`),
    ...{ future, sensitive, preset },
  }))

test('only what was named is offered, as far as it was named', () => {
  assert.deepEqual(offered({ type, structure: 'villa', devices: ['hall'], actions: ['read'] }), [
    { id: 'villa', levels: ['hall read'], future: undefined, sensitive: [], preset: [] },
  ])
  assert.deepEqual(offered({ type, structure: 'cabin', devices: 'all', actions: ['read', 'control'] }), [
    { id: 'cabin', levels: ['pump control'], future: 'control', sensitive: [], preset: [] },
  ])
  assert.deepEqual(offered({ type, structure: 'nobodys' }), [])
  assert.deepEqual(offered({ type, structure: 'villa', devices: ['pump'] }), [])
})

test('what is sensitive is offered where it was named, and then it is preset, opening locks too', () => {
  const asked = (devices: readonly string[], ...actions: readonly ('away' | 'camera' | 'unlock')[]) =>
    offered({ type, structure: 'villa', devices, actions: ['read', 'control', ...actions] })[0]
  assert.deepEqual(asked(['door'], 'unlock')?.preset, ['unlock'])
  assert.deepEqual(asked(['hall'], 'away')?.preset, ['away'])
  assert.deepEqual(asked(['garden'])?.sensitive, [])
  assert.deepEqual(asked(['hall'], 'unlock', 'camera')?.sensitive, [], 'there is nothing for it')
  const [unnamed] = offered({ type, structure: 'villa' })
  assert.deepEqual(unnamed?.sensitive, ['away', 'camera', 'unlock'])
  assert.deepEqual(unnamed?.preset, ['away', 'camera'])
})

test('several details of one home count together, and taking the whole offer gives each of them', () => {
  const requested: readonly RequestedHomeAccess[] = [
    { type, structure: 'villa', devices: 'all', actions: ['read'] },
    { type, structure: 'villa', devices: ['hall'], actions: ['read', 'control'] },
    { type, structure: 'cabin', devices: ['pump'], actions: ['read'] },
  ]
  const offer = offerOf(homes, scope, requested)
  assert.deepEqual(
    offer.map(({ future }) => future),
    ['read', undefined],
  )
  const whole = wholeOffer(offer)
  assert.equal(covers(whole, requested), true)
  assert.equal(covers(whole, [{ type, structure: 'villa', devices: ['door'], actions: ['control'] }]), false)
  assert.equal(covers(whole, [{ type, structure: 'cabin', devices: 'all' }]), false)
})

test('nobody gets more than was asked, whatever was ticked', () => {
  const all = wholeOffer(offerOf(homes, scope))
  const details: readonly RequestedHomeAccess[] = [
    { type, structure: 'villa', devices: ['hall'], actions: ['read', 'control'] },
  ]
  assert.deepEqual(allowedDetails(all, { scope, details }), [
    { type, structure: 'villa', devices: ['hall'], actions: ['read', 'control'] },
  ])
  assert.deepEqual(allowedDetails(all, { scope: ['structures:read'], details }), [
    { type, structure: 'villa', devices: ['hall'], actions: ['read'] },
  ])
  assert.deepEqual(allowedDetails(all, { scope: ['openid'] }), [])
  assert.deepEqual(allowedDetails(all, { scope }), all)
})

test('a home or a device is known when it is the account’s, and in that home', () => {
  assert.equal(namesHomes(undefined), false)
  assert.equal(namesHomes([{ type, actions: ['read'] }]), false)
  assert.equal(namesHomes([{ type }, { type, structure: 'villa' }]), true)
  assert.equal(areKnown([{ type }], []), true)
  assert.equal(areKnown([{ type, structure: 'villa', devices: ['hall', 'door'] }], homes), true)
  for (const wrong of [
    { structure: 'nobodys' },
    { structure: '__proto__' },
    { structure: 'villa', devices: ['pump'] },
    { structure: 'villa', devices: ['hall', 'constructor'] },
  ])
    assert.equal(
      areKnown(
        [
          { type, structure: 'villa' },
          { type, ...wrong },
        ],
        homes,
      ),
      false,
    )
})
