import type { Language } from './language.ts'

/** The largest unit first, with the length from which it is used, so that 48 hours are not "2 days". */
const units = [
  { name: 'year', seconds: 31_536_000, from: 31_536_000 },
  { name: 'day', seconds: 86_400, from: 259_200 },
  { name: 'hour', seconds: 3600, from: 3600 },
  { name: 'minute', seconds: 60, from: 60 },
] as const

/**
 * `10 years`, `90 days`, `48 hours`, `1.5 hours`, `30 minutes` (also for 1799 s), `45 seconds`. In German and Spanish the
 * words fit where an accusative or a plain time stands (`90 Tage lang`), not after a preposition that bends them.
 */
export function durationInWords(seconds: number, lang: Language = 'en'): string {
  const unit = units.find(({ from }) => seconds >= from) ?? { name: 'second', seconds: 1 }
  const format = { style: 'unit', unit: unit.name, unitDisplay: 'long', maximumFractionDigits: 1 } as const
  const words = new Intl.NumberFormat(lang, format).format(seconds / unit.seconds)
  // Unicode's Swedish for days is a word for exact 24 hours that nobody says.
  return words.replace(/ dygn$/, ' dagar')
}
