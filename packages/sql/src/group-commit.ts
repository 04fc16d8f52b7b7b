import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { numberedParameters } from './numbered-parameters.ts'
import type { SqlValue } from './sql-driver.ts'
import { isSqliteUnavailable, sqliteCode } from './sqlite-errors.ts'
import { outcome, type WriterAnswer, type WriterOrder } from './writer-messages.ts'

/** Commits batches that waited together in one transaction: one fsync for all, and each fails alone. */
export class GroupCommit {
  readonly #database: DatabaseSync
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #savepoint: StatementSync
  readonly #release: StatementSync
  readonly #texts: string[] = []
  readonly #statements: StatementSync[] = []
  #columns: [number, string[]][] = []
  #results: SqlValue[] = []
  #calls: readonly SqlValue[] = []
  #at = 0

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#begin = database.prepare('begin immediate')
    this.#commit = database.prepare('commit')
    this.#savepoint = database.prepare('savepoint batch')
    this.#release = database.prepare('release batch')
  }

  /** The answer leaves the worker only after this returned, so what it tells is durable. */
  run(orders: readonly WriterOrder[]): WriterAnswer {
    for (const { texts } of orders) this.#texts.push(...texts)
    this.#columns = []
    this.#results = []
    try {
      this.#begin.run()
      for (const order of orders) this.#runOrder(order)
      this.#commit.run()
    } catch (error) {
      this.#loseGroup(orders, error)
    }
    return { columns: this.#columns, results: this.#results }
  }

  #runOrder({ calls, batchCount }: WriterOrder): void {
    this.#calls = calls
    this.#at = 0
    for (let batch = 0; batch < batchCount; batch++) this.#runBatch()
  }

  /** One statement is atomic by itself; only longer batches need the savepoint. */
  #runBatch(): void {
    const statementCount = this.#nextNumber()
    const start = this.#results.length
    this.#results.push(outcome.done)
    if (statementCount > 1) this.#savepoint.run()
    let left = statementCount
    try {
      for (; left > 0; left--) this.#runStatement()
    } catch (error) {
      // A full disk or a failed read may have ended the transaction of all: then the whole group is lost.
      if (!this.#database.isTransaction) throw error
      for (; left > 1; left--) this.#skipStatement()
      if (statementCount > 1) this.#database.exec('rollback to batch')
      this.#results.length = start
      this.#report(isSqliteUnavailable(error) ? outcome.unavailable : outcome.failed, error)
    }
    if (statementCount > 1) this.#release.run()
  }

  /** Reads its whole call before it runs anything, so that after a failure the next call is next. */
  #runStatement(): void {
    const text = this.#nextNumber()
    const valueCount = this.#nextNumber()
    const values = this.#calls.slice(this.#at, this.#at + valueCount)
    this.#at += valueCount
    const rows = this.#statement(text).all(...values) as unknown as SqlValue[][]
    this.#results.push(rows.length)
    for (const row of rows) for (const value of row) this.#results.push(value)
  }

  #skipStatement(): void {
    this.#at++
    const valueCount = this.#nextNumber()
    this.#at += valueCount
  }

  #loseGroup(orders: readonly WriterOrder[], error: unknown): void {
    if (this.#database.isTransaction) this.#database.exec('rollback')
    this.#results = []
    for (const { batchCount } of orders) {
      for (let batch = 0; batch < batchCount; batch++) this.#report(outcome.unavailable, error)
    }
  }

  #report(kind: number, error: unknown): void {
    this.#results.push(kind, error instanceof Error ? error.message : String(error), sqliteCode(error))
  }

  #statement(text: number): StatementSync {
    return this.#statements[text] ?? this.#prepare(text)
  }

  #prepare(text: number): StatementSync {
    const statement = this.#database.prepare(numberedParameters(this.#texts[text] ?? ''))
    statement.setReturnArrays(true)
    this.#columns.push([text, statement.columns().map((column) => column.name)])
    this.#statements[text] = statement
    return statement
  }

  #nextNumber(): number {
    return this.#calls[this.#at++] as number
  }
}
