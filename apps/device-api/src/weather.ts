// The weather outside a simulated home: it varies by season, hour and day, and is the same whenever it is asked for.

const hourMillis = 3_600_000

const yearDays = 365.25

/** °C around the mean of the year: the seasons, the hours of a day, and days that are unlike the one before. */
const swing = { season: 9, day: 3.5, chance: 3 }

/** The warmest day of a year in the north, and the warmest hour of a day. */
const warmestDay = 200
const warmestHour = 14

/** A number from -1 to 1 that looks like chance and is always the same for one day. */
function chanceOf(day: number): number {
  const mixed = Math.imul(day ^ (day >>> 15), 0x2c1b3c6d)
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) / 0x80000000 - 1
}

/** Between two days it goes over smoothly. */
function chanceAt(days: number): number {
  const day = Math.floor(days)
  const part = days - day
  return chanceOf(day) * (1 - part) + chanceOf(day + 1) * part
}

const wave = (part: number) => Math.cos(2 * Math.PI * part)

/** When the weather changes next: it is the same for a whole hour. Milliseconds since 1970. */
export const nextWeatherAt = (now: number) => (Math.floor(now / hourMillis) + 1) * hourMillis

/**
 * The temperature outside (°C) at `now`, milliseconds since 1970, where the year has the mean `mean` (`ClimateRange.outdoor`).
 * Never more than 15.5 °C from it. A pure function: no clock, no chance.
 */
export function outdoorAt(mean: number, now: number): number {
  const days = Math.floor(now / hourMillis) / 24
  const season = wave((days - warmestDay) / yearDays) * swing.season
  const hour = wave(days - Math.floor(days) - warmestHour / 24) * swing.day
  return mean + season + hour + chanceAt(days) * swing.chance
}

/**
 * Relative humidity indoors, in whole percent from 20 to 70: cold air outside is dry air once it is warm inside, and the same
 * air in a warmer room is drier.
 */
export function humidityOf(ambient: number, outdoor: number): number {
  return Math.round(Math.min(70, Math.max(20, 42 + 0.9 * outdoor - 1.4 * (ambient - 20))))
}

/** A wave from 0 to 1 and straight down again, once in `hours`: how far something has worn down since it was last filled up. */
export function wornAt(now: number, hours: number): number {
  const part = now / (hours * hourMillis)
  return part - Math.floor(part)
}
