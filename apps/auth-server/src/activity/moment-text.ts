/** `2026-05-04 13:00`, of UTC. */
export function minuteText(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

/** `2026-05-04 13:02:11`, of UTC. */
export function secondText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
