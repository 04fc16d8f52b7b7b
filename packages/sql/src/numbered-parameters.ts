const literalOrParameter = /'(?:[^']|'')*'|"[^"]*"|--.*$|\$(\d+)/gm

/** Turns PostgreSQL's `$1` into SQLite's `?1`, which binds by position: `node:sqlite` takes `$1` for a name, and names are slower. */
export function numberedParameters(sql: string): string {
  return sql.replace(literalOrParameter, (found, number: string | undefined) =>
    number === undefined ? found : `?${number}`,
  )
}
