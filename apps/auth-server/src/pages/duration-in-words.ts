/** The largest unit first, with the length from which it is used, so that 48 hours are not "2 days". */
const units = [
  { name: 'year', seconds: 31_536_000, from: 31_536_000 },
  { name: 'day', seconds: 86_400, from: 259_200 },
  { name: 'hour', seconds: 3600, from: 3600 },
  { name: 'minute', seconds: 60, from: 60 },
] as const

/** `10 years`, `90 days`, `48 hours`, `1.5 hours`, `30 minutes` (also for 1799 s), `45 seconds`. */
export function durationInWords(seconds: number): string {
  const unit = units.find(({ from }) => seconds >= from) ?? { name: 'second', seconds: 1 }
  const count = Math.round((seconds / unit.seconds) * 10) / 10
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`
}
