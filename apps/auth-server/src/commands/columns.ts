/** Rows as lines whose columns begin below each other; the first row is the heading. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** A name and what is known under it; what is not there is left out. */
export function facts(entries: Readonly<Record<string, string | undefined>>): readonly string[] {
  return columns(
    Object.entries(entries).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  )
}

/** `2026-11-22T16:00:00Z` */
export function timeText(millis: number | undefined): string {
  return millis === undefined ? '' : `${new Date(millis).toISOString().slice(0, 19)}Z`
}
