import type { Row, SqlValue } from './sql-driver.ts'

/** A row as a plain object, from its values as they lie in `values` from `start` on. */
export function rowFrom(columns: readonly string[], values: readonly SqlValue[], start: number): Row {
  const row: Record<string, SqlValue> = {}
  let at = start
  for (const column of columns) row[column] = values[at++] as SqlValue
  return row
}
