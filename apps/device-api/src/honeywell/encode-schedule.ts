import type { Climate } from '../devices/climate.ts'
import type { SchedulePeriod } from '../devices/weekly-schedule.ts'
import { dayNames } from './day-names.ts'
import { type Degrees, degreesOf, setpointOf } from './degrees.ts'
import { deviceIdOf } from './device-ids.ts'
import { clockText } from './local-time.ts'

function encodePeriod({ name, minute, heat, cool }: SchedulePeriod, degrees: Degrees) {
  return {
    isCancelled: false,
    periodType: name,
    startTime: clockText(minute * 60),
    heatSetPoint: setpointOf(degrees, heat),
    coolSetPoint: setpointOf(degrees, cool),
  }
}

/** `GET /v2/devices/schedule/{id}`: the week, Sunday first. */
export function encodeSchedule(deviceNumber: number, climate: Climate) {
  const degrees = degreesOf(climate)
  const days = dayNames.map((name, day) => ({
    day: name,
    periods: climate.schedule.filter((period) => period.day === day).map((one) => encodePeriod(one, degrees)),
  }))
  return {
    deviceID: deviceIdOf(deviceNumber),
    scheduleType: 'Timed',
    scheduleSubType: degrees.units === 'Celsius' ? 'EMEA' : 'NA',
    timedSchedule: { days },
  }
}
