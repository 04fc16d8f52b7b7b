import { Problem } from '../problem.ts'
import { toTenth } from '../temperature.ts'
import { type Climate, changeClimate } from './climate.ts'
import type { Device } from './device.ts'
import type { DeviceChange } from './device-change.ts'
import { deviceTypes } from './device-types.ts'

const crossed = ({ heat, cool }: Climate) =>
  new Problem(
    409,
    `The lower set point (${toTenth(heat)} °C) would be above the upper (${toTenth(cool)} °C). Send target_temperature_low_c and target_temperature_high_c together.`,
  )

const lockedOut = ({ low, high }: NonNullable<Climate['lock']>) =>
  new Problem(
    409,
    `The thermostat is locked: its set points may be from ${toTenth(low)} to ${toTenth(high)} °C until temperature_lock is changed.`,
    { kind: 'outside-the-lock' },
  )

/** Throws a `Problem` 409 where what is asked does not fit to how the device is set now. `now` is milliseconds since 1970. */
export function refuseImpossible(
  { type, traits }: Device,
  { climate: asked }: DeviceChange,
  now: number,
): void {
  const { climate: range } = deviceTypes[type]
  if (asked === undefined || range === undefined || traits.climate === undefined) return
  if (asked.heat === undefined && asked.cool === undefined) return
  const after = changeClimate(traits.climate, range, asked, now)
  if (after.heat > after.cool) throw crossed(after)
  const points = [asked.heat, asked.cool].filter((point) => point !== undefined)
  const { lock } = after
  if (lock !== undefined && points.some((point) => point < lock.low || point > lock.high))
    throw lockedOut(lock)
}
