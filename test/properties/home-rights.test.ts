import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ByteReader,
  ByteWriter,
  commonAccess,
  covers,
  followedAccess,
  type HomeAccess,
  type HomeAction,
  homeActions,
  meantAccess,
  type RequestedHomeAccess,
} from '@latchkey/protocol'
import fc from 'fast-check'
import { readDetails, writeDetails } from '../../apps/auth-server/src/token/token-formats/sealed-details.ts'
import { controlsDevice, seesDevice, setsAway, unlocks } from '../../apps/device-api/src/covered-homes.ts'
import { runs } from './runs.ts'

// Details are compared here by what the device API makes of them: it knows nothing of how they are narrowed.

const homes = ['villa', '__proto__']
const ids = ['hall', 'constructor', 'all']
/** One that joins the home later. */
const devices = [...ids, 'new']
const type = 'home_access'

const actions = fc.subarray([...homeActions], { minLength: 1 })
const named = fc.subarray(ids, { minLength: 1 })
const detail: fc.Arbitrary<HomeAccess> = fc.record(
  {
    type: fc.constant(type),
    structure: fc.constantFrom(...homes),
    devices: fc.oneof(fc.constant('all' as const), named),
    actions,
  },
  { noNullPrototype: true },
)
const details = fc.array(detail, { maxLength: 4 })

/** As the decoder leaves them: whoever may do anything may look; who opens locks controls them. */
const askedActions = actions.map((some) =>
  homeActions.filter(
    (action) =>
      action === 'read' || some.includes(action) || (action === 'control' && some.includes('unlock')),
  ),
)
const option = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const request: fc.Arbitrary<RequestedHomeAccess> = fc
  .record({
    type: fc.constant(type),
    structure: option(fc.constantFrom(...homes)),
    devices: option(fc.oneof(fc.constant('all' as const), named)),
    actions: option(askedActions),
  })
  .map((one) => (one.structure === undefined ? { ...one, devices: undefined } : one))
const requested = fc.array(request, { minLength: 1, maxLength: 3 })

type Power = (access: readonly HomeAccess[]) => boolean

const accessOf = (held: readonly HomeAccess[]) => ({
  subject: 'anna',
  clientId: 'app',
  scope: [],
  homes: held,
  expiresAt: 0,
  confirmation: undefined,
  authTime: undefined,
  acr: undefined,
})

/** Whether an action can be done at a device, whatever the device must be for that. */
function may(action: HomeAction, structureId: string, id: string): Power {
  return (held) => {
    const access = accessOf(held)
    const device = (kind: 'thermostat' | 'camera' | 'lock') => ({ id, structureId, type: kind })
    const isSeen = seesDevice(access, device('thermostat'))
    switch (action) {
      case 'read':
        return isSeen
      case 'control':
        return controlsDevice(access, device('thermostat'))
      case 'away':
        return isSeen && setsAway(access, structureId)
      case 'camera':
        return seesDevice(access, device('camera'))
      case 'unlock':
        return unlocks(access, device('lock'))
    }
  }
}

const controlsCamera =
  (structureId: string, id: string): Power =>
  (held) =>
    controlsDevice(accessOf(held), { id, structureId, type: 'camera' })

const places = homes.flatMap((home) => devices.map((id) => [home, id] as const))
const ofDevices: readonly Power[] = places.flatMap(([home, id]) => [
  ...homeActions.filter((action) => action !== 'away').map((action) => may(action, home, id)),
  controlsCamera(home, id),
])
const powers = [...ofDevices, ...places.map(([home, id]) => may('away', home, id))]
/** Said of a home, wherever in it an app may look. */
const ofHomes = homes.map(
  (home): Power =>
    (access) =>
      setsAway(accessOf(access), home),
)
const held = (access: readonly HomeAccess[]) => powers.map((power) => power(access))

const isWithin = (part: readonly HomeAccess[], whole: readonly HomeAccess[]) =>
  powers.every((power) => !power(part) || power(whole))

test('what two details have in common is what both allow, no more and no less', () => {
  fc.assert(
    fc.property(details, details, (one, other) => {
      const both = held(one).map((has, at) => has && held(other)[at] === true)
      assert.deepEqual(held(commonAccess(one, other)), both)
      assert.deepEqual(held(commonAccess(one, one)), held(one))
    }),
    runs(1_500),
  )
})

test('narrowing is monotone: nothing is ever added, and who had less has less of it', () => {
  fc.assert(
    fc.property(details, details, requested, (one, other, asked) => {
      const less = commonAccess(one, other)
      assert(isWithin(meantAccess(one, asked), one))
      assert(isWithin(meantAccess(less, asked), meantAccess(one, asked)))
      assert(!covers(less, asked) || covers(one, asked))
      const twice = meantAccess(meantAccess(one, asked), asked)
      assert.deepEqual(held(twice), held(meantAccess(one, asked)))
    }),
    runs(1_500),
  )
})

/** What is named has to be there; of what is left to choice, something. */
function modelCovers(access: readonly HomeAccess[], one: RequestedHomeAccess): boolean {
  const { structure, devices: asked, actions: wanted = ['read'] } = one
  const inHomes = structure === undefined ? homes : [structure]
  const anywhere = (action: HomeAction) =>
    inHomes.some((home) => devices.some((id) => may(action, home, id)(access)))
  if (structure === undefined || asked === undefined) return wanted.every(anywhere)
  const isBoth = wanted.includes('control') && wanted.includes('camera')
  return (asked === 'all' ? ['new'] : asked).every(
    (id) =>
      wanted.every((action) => may(action, structure, id)(access)) &&
      (!isBoth || controlsCamera(structure, id)(access)),
  )
}

test('covers agrees with what the device API would say', () => {
  let yes = 0
  fc.assert(
    fc.property(details, requested, (access, asked) => {
      const expected = asked.every((one) => modelCovers(access, one))
      if (expected) yes++
      assert.equal(covers(access, asked), expected)
    }),
    runs(4_000),
  )
  assert(yes > 200, `only ${yes} were covered`)
})

test('what was taken from a connection is not remembered, what was added is, and the rest stays', () => {
  fc.assert(
    fc.property(details, details, details, (remembered, before, after) => {
      const followed = followedAccess(remembered, before, after)
      for (const power of [...ofDevices, ...ofHomes]) {
        const isTaken = power(before) && !power(after)
        const isAdded = power(after) && !power(before)
        if (isTaken) assert(!power(followed))
        if (power(followed)) assert(power(remembered) || isAdded || power(after))
      }
      assert.deepEqual(held(followedAccess(remembered, before, before)), held(remembered))
      assert.deepEqual(held(followedAccess(before, before, after)), held(after))
    }),
    runs(1_500),
  )
})

test('details survive being sealed', () => {
  const odd = fc.record(
    { type: fc.constant(type), structure: fc.string(), devices: fc.array(fc.string()), actions },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(detail, odd)), fc.string(), (all, behind) => {
      const writer = new ByteWriter()
      writeDetails(writer, all)
      const reader = new ByteReader(writer.text(behind).bytes())
      assert.deepEqual(readDetails(reader), all)
      assert.equal(reader.text(), behind)
    }),
    runs(500),
  )
})
