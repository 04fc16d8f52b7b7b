// What clocks on walls show, where a home is.

const minuteMillis = 60_000
const halfHourMillis = 30 * minuteMillis

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const parts = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const
  const format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone, hourCycle: 'h23' })
  formats.set(timeZone, format)
  return format
}

/** Clocks change at whole or half hours only, so that one answer serves so long. Forgotten when there are too many. */
const offsets = new Map<string, number>()
const mostOffsets = 20_000

function computeOffset(timeZone: string, now: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts
  const local = Date.UTC(year, month - 1, day, hour, minute)
  return local - Math.floor(now / minuteMillis) * minuteMillis
}

/** How far the clocks of a zone (IANA name) are ahead of UTC at `now`: both in milliseconds. */
export function zoneOffset(timeZone: string, now: number): number {
  if (timeZone === 'UTC') return 0
  const key = `${timeZone} ${Math.floor(now / halfHourMillis)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= mostOffsets) offsets.clear()
  const offset = computeOffset(timeZone, now)
  offsets.set(key, offset)
  return offset
}

/**
 * When clocks of the zone show this (`Date.UTC` of what they show) → milliseconds since 1970. Where clocks are put forward and
 * never show it, the moment shortly after; where they show it twice, one of the two, always the same.
 */
export function momentOf(timeZone: string, shown: number): number {
  const guess = shown - zoneOffset(timeZone, shown)
  return shown - zoneOffset(timeZone, guess)
}
