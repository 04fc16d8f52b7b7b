/** `2026-11-22` */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** `2026-11-22 18:04 UTC` */
export function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
