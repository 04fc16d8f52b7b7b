import { DatabaseUnavailable } from './database-unavailable.ts'
import { rowFrom } from './row-from.ts'
import type { Row, SqlValue } from './sql-driver.ts'
import { sqliteError } from './sqlite-errors.ts'
import { outcome } from './writer-messages.ts'

/** Reads the flat results of a group, batch by batch, in the order in which the batches were sent. */
export class BatchResults {
  readonly #results: readonly SqlValue[]
  readonly #columns: readonly (readonly string[])[]
  #at = 0

  constructor(results: readonly SqlValue[], columns: readonly (readonly string[])[]) {
    this.#results = results
    this.#columns = columns
  }

  hasNext(): boolean {
    return this.#at < this.#results.length
  }

  /** The rows of each statement of the batch, or why it failed. `texts` are the numbers of its SQL texts. */
  next(texts: readonly number[]): readonly (readonly Row[])[] | Error {
    const kind = this.#take()
    if (kind === outcome.done) return texts.map((text) => this.#rows(this.#columns[text] ?? []))
    const message = String(this.#take())
    const error = sqliteError(message, Number(this.#take()))
    return kind === outcome.failed ? error : new DatabaseUnavailable(`SQLite: ${message}`, { cause: error })
  }

  #rows(columns: readonly string[]): readonly Row[] {
    const rows: Row[] = []
    for (let left = this.#take() as number; left > 0; left--) {
      rows.push(rowFrom(columns, this.#results, this.#at))
      this.#at += columns.length
    }
    return rows
  }

  #take(): SqlValue {
    return this.#results[this.#at++] as SqlValue
  }
}
