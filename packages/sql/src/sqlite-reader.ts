import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { numberedParameters } from './numbered-parameters.ts'
import { rowFrom } from './row-from.ts'
import type { Row, SqlValue } from './sql-driver.ts'
import { toDriverError } from './sqlite-errors.ts'

interface Prepared {
  readonly statement: StatementSync
  readonly columns: readonly string[]
}

/**
 * A read-only connection in the calling thread: a read by key costs microseconds, less than asking another thread.
 * In WAL mode it sees what is committed, and never waits for the writer.
 */
export class SqliteReader {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()
  readonly #version: StatementSync

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 })
    // SQLite's own knows the small letters of English only, and would not find Åsa where åsa is looked for.
    this.#database.function('lower', { deterministic: true }, lower)
    this.#version = this.#database.prepare('pragma data_version')
    this.#version.setReturnArrays(true)
  }

  read(sql: string, values: readonly SqlValue[]): readonly Row[] {
    this.#refuseWhenClosed()
    try {
      const { statement, columns } = this.#prepared.get(sql) ?? this.#prepare(sql)
      const rows = statement.all(...values) as unknown as SqlValue[][]
      return rows.map((row) => rowFrom(columns, row, 0))
    } catch (error) {
      throw toDriverError(error)
    }
  }

  dataVersion(): number {
    this.#refuseWhenClosed()
    const row = this.#version.get() as unknown as [number]
    return row[0]
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #prepare(sql: string): Prepared {
    const statement = this.#database.prepare(numberedParameters(sql))
    statement.setReturnArrays(true)
    const prepared = { statement, columns: statement.columns().map((column) => column.name) }
    this.#prepared.set(sql, prepared)
    return prepared
  }

  #refuseWhenClosed(): void {
    if (!this.#database.isOpen) throw new DatabaseUnavailable('The database is closed')
  }
}

function lower(value: SQLOutputValue | undefined): SQLOutputValue {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null)
}
