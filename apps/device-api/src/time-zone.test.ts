import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { momentOf, zoneOffset } from './time-zone.ts'

const hour = 3_600_000

test('offsets are those of the zone, summer and winter', () => {
  assert.equal(zoneOffset('Europe/Stockholm', Date.UTC(2026, 0, 1)), hour)
  assert.equal(zoneOffset('Europe/Stockholm', Date.UTC(2026, 6, 1)), 2 * hour)
  assert.equal(zoneOffset('America/St_Johns', Date.UTC(2026, 0, 1)), -3.5 * hour)
  assert.equal(zoneOffset('UTC', 0), 0)
})

test('what clocks show leads back to the moment', () => {
  const zone = fc.constantFrom('Europe/Stockholm', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
  const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
  const property = fc.property(zone, moment, (timeZone, now) => {
    const back = momentOf(timeZone, now + zoneOffset(timeZone, now))
    // In the hour that clocks show twice it may be the other one.
    assert.ok(Math.abs(back - now) <= hour, `${back - now}`)
    if (zoneOffset(timeZone, now - 3 * hour) === zoneOffset(timeZone, now + 3 * hour)) assert.equal(back, now)
  })
  fc.assert(property, { numRuns: 400 })
})

test('an hour that is left out in spring is shortly after', () => {
  const shown = Date.UTC(2026, 2, 29, 2, 30)
  assert.ok(Math.abs(momentOf('Europe/Stockholm', shown) - Date.UTC(2026, 2, 29, 1, 0)) <= hour)
})
