/** `2026-11-22` */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** `2026-11-22 18:04 UTC` */
export function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `2026-11-22 18:04:05 UTC` */
export function secondText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
