import { momentOf, zoneOffset } from '../time-zone.ts'

// The clock on the wall of a home. Times are milliseconds since 1970 unless said otherwise.

const dayMillis = 86_400_000

const wallMillis = (timeZone: string, at: number) => at + zoneOffset(timeZone, at)

/** Seconds after midnight. */
export function wallSecond(timeZone: string, at: number): number {
  const wall = wallMillis(timeZone, at)
  return Math.floor((wall - Math.floor(wall / dayMillis) * dayMillis) / 1000)
}

/** 0 is Sunday. */
export function weekday(timeZone: string, at: number): number {
  return new Date(wallMillis(timeZone, at)).getUTCDay()
}

/** When the wall clock shows this time next, later than `now`. */
export function nextTimeAt(timeZone: string, second: number, now: number): number {
  const midnight = Math.floor(wallMillis(timeZone, now) / dayMillis) * dayMillis
  const today = momentOf(timeZone, midnight + second * 1000)
  return today > now ? today : momentOf(timeZone, midnight + dayMillis + second * 1000)
}

/** Whether clocks there are changed in the course of a year. */
export function changesClocks(timeZone: string, now: number): boolean {
  const offset = (days: number) => zoneOffset(timeZone, now + days * dayMillis)
  return [91, 182, 273].some((days) => offset(days) !== offset(0))
}

/** Seconds after midnight → `19:00:00`. */
export function clockText(second: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}`
}

/** `19:00:00` or `19:00` → seconds after midnight; `undefined` for what is no time of a day. */
export function secondOf(text: string): number | undefined {
  const [, hour, minute, second = '0'] = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? []
  return hour === undefined ? undefined : Number(hour) * 3600 + Number(minute) * 60 + Number(second)
}
