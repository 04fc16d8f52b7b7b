import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ambientAfter, type ComfortBand, hvacState, type ThermalSetting } from './thermal-model.ts'

const degrees = fc.double({ min: -30, max: 50, noNaN: true })
const seconds = fc.double({ min: 0, max: 1e7, noNaN: true })
const halfDegrees = fc.integer({ min: 18, max: 64 }).map((half) => half / 2)
const band: fc.Arbitrary<ComfortBand> = fc.oneof(
  fc.constant({}),
  halfDegrees.map((low) => ({ low })),
  halfDegrees.map((high) => ({ high })),
  halfDegrees.map((both) => ({ low: both, high: both })),
  fc.tuple(halfDegrees, halfDegrees).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })),
)
const setting: fc.Arbitrary<ThermalSetting> = fc.record({
  band,
  outdoor: degrees,
  driveSeconds: fc.integer({ min: 60, max: 7200 }),
  lossSeconds: fc.integer({ min: 3600, max: 400_000 }),
})
const bounds = ({ low, high }: ComfortBand) => [low, high].filter((bound) => bound !== undefined)
const runs = { numRuns: 500 }

test('the room stays between where it was, the outside and the bounds', () => {
  const bounded = fc.property(degrees, seconds, setting, (ambient, time, room) => {
    const hull = [ambient, room.outdoor, ...bounds(room.band)]
    const after = ambientAfter(ambient, time, room)
    assert.ok(after >= Math.min(...hull) - 1e-9 && after <= Math.max(...hull) + 1e-9, String(after))
  })
  fc.assert(bounded, runs)
})

test('two steps are one', () => {
  const additive = fc.property(degrees, seconds, seconds, setting, (ambient, first, second, room) => {
    const once = ambientAfter(ambient, first + second, room)
    const twice = ambientAfter(ambientAfter(ambient, first, room), second, room)
    assert.ok(Math.abs(once - twice) < 1e-6, `${once} and ${twice}`)
  })
  fc.assert(additive, runs)
})

test('no time, no change', () => {
  fc.assert(
    fc.property(degrees, setting, (ambient, room) => Object.is(ambientAfter(ambient, 0, room), ambient)),
    runs,
  )
})

test('the room converges to the outside, held back by the nearest bound', () => {
  const converges = fc.property(degrees, setting, (ambient, room) => {
    const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = room.band
    const end = Math.min(high, Math.max(low, room.outdoor))
    assert.ok(Math.abs(ambientAfter(ambient, 1e9, room) - end) < 1e-6)
    assert.equal(hvacState(end, room.band), 'off')
  })
  fc.assert(converges, runs)
})

test('a cold room is heated to its target and held there', () => {
  const room = { band: { low: 21 }, outdoor: 5, driveSeconds: 1800, lossSeconds: 100_000 }
  const soon = ambientAfter(18, 600, room)
  assert.ok(soon > 18 && soon < 21)
  assert.equal(hvacState(soon, room.band), 'heating')
  assert.equal(ambientAfter(18, 7200, room), 21)
})

test('a room that nothing heats cools down slowly', () => {
  const room = { band: {}, outdoor: 5, driveSeconds: 1800, lossSeconds: 100_000 }
  const later = ambientAfter(21, 3600, room)
  assert.ok(later < 21 && later > 20)
})
