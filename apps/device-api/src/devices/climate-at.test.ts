import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { outdoorAt } from '../weather.ts'
import { type Climate, changeClimate, climateAt, firstClimate, type Hold } from './climate.ts'
import { comfortBand } from './comfort-band.ts'
import { deviceTypes } from './device-types.ts'
import { firstHeatPump, heatPumpAt } from './heat-pump.ts'
import type { SchedulePeriod } from './weekly-schedule.ts'

const range = deviceTypes.thermostat.climate ?? assert.fail('a thermostat minds the climate')
const begin = Date.UTC(2026, 0, 15, 12)
const hour = 3_600_000
const day = 24 * hour

const halves = fc.integer({ min: 18, max: 60 }).map((half) => half / 2)
const period = fc.record({
  day: fc.integer({ min: 0, max: 6 }),
  minute: fc.integer({ min: 0, max: 1439 }),
  name: fc.constantFrom('Wake', 'Away', 'Home', 'Sleep'),
  heat: halves,
  cool: halves,
})
const hold: fc.Arbitrary<Hold> = fc.oneof(
  fc.constantFrom<Hold>(
    { kind: 'schedule' },
    { kind: 'next period' },
    { kind: 'permanent' },
    { kind: 'vacation' },
  ),
  fc.integer({ min: -5, max: 100 }).map((hours) => ({ kind: 'until', at: begin + hours * hour }) as const),
)
const climate: fc.Arbitrary<Climate> = fc
  .record({
    ambient: fc.double({ min: -10, max: 40, noNaN: true }),
    heat: halves,
    cool: halves,
    mode: fc.constantFrom('heat', 'cool', 'auto', 'off', 'eco'),
    hold,
    schedule: fc.array(period, { maxLength: 8 }),
    timeZone: fc.constantFrom('UTC', 'Europe/Stockholm', 'America/St_Johns', 'Australia/Lord_Howe'),
    at: fc.integer({ min: begin - 400 * day, max: begin }),
  })
  .map((some) => ({ ...firstClimate(range, begin), ...some }))
const span = fc.integer({ min: 0, max: 15 * day })
const runs = { numRuns: 200 }

test('two steps are one', () => {
  const additive = fc.property(
    climate,
    span,
    fc.integer({ min: 0, max: 4 * day }),
    (start, first, second) => {
      const between = start.at + first
      const end = between + second
      const once = climateAt(start, range, end)
      const twice = climateAt(climateAt(start, range, between), range, end)
      assert.ok(Math.abs(once.ambient - twice.ambient) < 1e-6, `${once.ambient} and ${twice.ambient}`)
      assert.deepEqual([once.heat, once.cool, once.hold], [twice.heat, twice.cool, twice.hold])
    },
  )
  fc.assert(additive, runs)
})

test('what is asked about the far past and in steps is the same to a hundredth of a degree', () => {
  const far = fc.property(climate, fc.integer({ min: 20, max: 300 }), (start, days) => {
    const end = start.at + days * day
    const once = climateAt(start, range, end).ambient
    let stepped = start
    for (let left = days; left > 0; left -= 1) stepped = climateAt(stepped, range, end - (left - 1) * day)
    assert.ok(Math.abs(once - stepped.ambient) < 0.01, `${once} and ${stepped.ambient}`)
  })
  fc.assert(far, { numRuns: 40 })
})

test('no room is warmer or colder than what it was, the outside and the set points', () => {
  const bounded = fc.property(climate, span, (start, millis) => {
    const points = [start, ...start.schedule].flatMap(({ heat, cool }) => [heat, cool])
    const hull = [start.ambient, ...points, 15, 28, range.outdoor - 15.5, range.outdoor + 15.5]
    const { ambient, humidity } = climateAt(start, range, start.at + millis)
    assert.ok(ambient >= Math.min(...hull) - 1e-6 && ambient <= Math.max(...hull) + 1e-6, String(ambient))
    assert.ok(humidity >= 20 && humidity <= 70)
  })
  fc.assert(bounded, runs)
})

test('a warmer room stays the warmer one, and a higher target never cools', () => {
  const monotone = fc.property(
    climate,
    fc.double({ min: 0, max: 10, noNaN: true }),
    span,
    (start, more, millis) => {
      const end = start.at + millis
      const plain = climateAt(start, range, end).ambient
      assert.ok(climateAt({ ...start, ambient: start.ambient + more }, range, end).ambient >= plain - 1e-6)
      const heated: Climate = { ...start, mode: 'heat', schedule: [] }
      const warmer = climateAt({ ...heated, heat: heated.heat + more }, range, end).ambient
      assert.ok(warmer >= climateAt(heated, range, end).ambient - 1e-6)
    },
  )
  fc.assert(monotone, runs)
})

test('a clock that goes backwards changes nothing', () => {
  const start = firstClimate(range, begin)
  assert.equal(climateAt(start, range, begin - day), start)
})

/** Mornings warm, evenings cool, every day. */
const daily: readonly SchedulePeriod[] = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) => [
  { day: weekday, minute: 6 * 60, name: 'Wake', heat: 22, cool: 26 },
  { day: weekday, minute: 22 * 60, name: 'Sleep', heat: 17, cool: 28 },
])
const scheduled: Climate = {
  ...firstClimate(range, begin),
  schedule: daily,
  hold: { kind: 'schedule' },
  timeZone: 'Europe/Stockholm',
}

test('the schedule is followed by the clocks of the home', () => {
  const evening = Date.UTC(2026, 0, 15, 21)
  assert.equal(climateAt(scheduled, range, evening - 1).heat, 22)
  assert.equal(climateAt(scheduled, range, evening).heat, 17)
  const summer = Date.UTC(2026, 6, 15, 20)
  assert.deepEqual(
    [summer - 1, summer].map((at) => climateAt(scheduled, range, at).heat),
    [22, 17],
  )
})

test('a set point that a person moves holds until the next period', () => {
  const moved = changeClimate(scheduled, range, { heat: 24 }, begin + hour)
  assert.deepEqual([moved.heat, moved.hold], [24, { kind: 'next period' }])
  const evening = Date.UTC(2026, 0, 15, 21)
  assert.equal(climateAt(moved, range, evening - 1).heat, 24)
  const later = climateAt(moved, range, evening)
  assert.deepEqual([later.heat, later.hold], [17, { kind: 'schedule' }])
})

test('a hold ends when it was said to, and others do not end', () => {
  const until = changeClimate(
    scheduled,
    range,
    { heat: 25, hold: { kind: 'until', at: begin + 30 * hour } },
    begin,
  )
  assert.equal(climateAt(until, range, begin + 29 * hour).heat, 25)
  assert.equal(climateAt(until, range, begin + 30 * hour).heat, 22)
  const forGood = changeClimate(scheduled, range, { heat: 25, hold: { kind: 'permanent' } }, begin)
  assert.equal(climateAt(forGood, range, begin + 300 * day).heat, 25)
})

test('a lock is put on and taken off', () => {
  const locked = changeClimate(scheduled, range, { lock: { low: 19, high: 22 } }, begin)
  assert.deepEqual(changeClimate(locked, range, { heat: 20 }, begin).lock, { low: 19, high: 22 })
  assert.equal('lock' in changeClimate(locked, range, { lock: null }, begin), false)
})

test('the timer of a fan runs out', () => {
  const blowing: Climate = { ...scheduled, fan: { mode: 'on', minutes: 15, until: begin + 15 * 60_000 } }
  assert.equal(climateAt(blowing, range, begin + 14 * 60_000).fan.mode, 'on')
  assert.deepEqual(climateAt(blowing, range, begin + 15 * 60_000).fan, { mode: 'auto', minutes: 15 })
})

test('winters are colder than summers, nights than afternoons, and no day is like the other', () => {
  const mean = (from: number) =>
    Array.from({ length: 30 }, (_, n) => outdoorAt(5, from + n * day)).reduce((sum, one) => sum + one, 0) / 30
  assert.ok(mean(Date.UTC(2026, 0, 5)) < 0 && mean(Date.UTC(2026, 6, 5)) > 8)
  assert.ok(outdoorAt(5, Date.UTC(2026, 3, 5, 3)) < outdoorAt(5, Date.UTC(2026, 3, 5, 14)))
  const noons = Array.from({ length: 20 }, (_, n) => outdoorAt(5, begin + n * day))
  assert.equal(new Set(noons).size, 20)
})

test('a heat pump works the harder the colder it is, within its bounds', () => {
  const property = fc.property(fc.integer({ min: 0, max: 1000 * 24 }), fc.boolean(), (hours, isBoosted) => {
    const now = begin + hours * hour + 1234
    const pump = { ...firstHeatPump, isHotWaterBoosted: isBoosted, isVentilationBoosted: isBoosted }
    const [warm, cold] = [25, -15].map((outdoor) =>
      heatPumpAt(pump, { mode: 'heat', heat: 21 }, { outdoor }, now),
    )
    assert.ok(warm && cold)
    assert.ok(
      cold.degreeMinutes <= warm.degreeMinutes && warm.degreeMinutes <= 0 && cold.degreeMinutes > -700,
    )
    assert.ok(cold.hotWater >= 44 && cold.hotWater <= 58)
    assert.ok(cold.fanSpeed >= 0 && cold.fanSpeed <= 100)
    assert.equal(cold.fanSpeed === 100, isBoosted)
  })
  fc.assert(property, runs)
})

test('the band of a mode is that of its set points', () => {
  const points = { heat: 20, cool: 25, eco: { low: 15, high: 28 } }
  assert.deepEqual(comfortBand({ ...points, mode: 'auto' }), { low: 20, high: 25 })
  assert.deepEqual(comfortBand({ ...points, mode: 'off' }), {})
})
