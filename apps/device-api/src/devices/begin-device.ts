import { z } from 'zod'
import { alarmStates } from './alarm.ts'
import { type DeviceTypeName, deviceTypes } from './device-types.ts'
import type { Traits } from './traits.ts'

const degrees = z.number().min(5).max(35)

/**
 * How a new device begins where it is not as it was unpacked, to try what programs do then: it cannot be reached, its alarm
 * sounds, its set points are locked (°C). No request can bring that about.
 */
export const beginningSchema = z
  .strictObject({
    isOnline: z.boolean(),
    smoke: z.enum(alarmStates),
    co: z.enum(alarmStates),
    battery: z.enum(['ok', 'replace']),
    lock: z
      .strictObject({ low: degrees, high: degrees })
      .refine(({ low, high }) => low < high, 'must have low below high'),
  })
  .partial()

export type Beginning = z.output<typeof beginningSchema>

/** Whether the type has what the beginning speaks of. */
export function fitsType({ smoke, co, battery, lock }: Beginning, type: DeviceTypeName): boolean {
  const speaksOfAlarm = [smoke, co, battery].some((value) => value !== undefined)
  const { climate, alarm } = deviceTypes[type].firstTraits(0)
  return (!speaksOfAlarm || alarm !== undefined) && (lock === undefined || climate !== undefined)
}

/** The traits of a new device; `now` is milliseconds since 1970. */
export function traitsAtBeginning(type: DeviceTypeName, begins: Beginning, now: number): Traits {
  const traits = deviceTypes[type].firstTraits(now)
  const { isOnline, lock, ...states } = begins
  const given = Object.fromEntries(Object.entries(states).filter(([, value]) => value !== undefined))
  return {
    ...traits,
    ...(traits.alarm && { alarm: { ...traits.alarm, ...given } }),
    ...(traits.climate && lock && { climate: { ...traits.climate, lock } }),
    ...(isOnline !== undefined && { connection: { isOnline, since: now } }),
  }
}
