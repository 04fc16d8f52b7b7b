/** What a column may hold. Times are milliseconds since 1970, hashes and keys are base64url text. */
export type SqlValue = string | number | null

export type Row = Readonly<Record<string, SqlValue>>

/**
 * One statement with `$1`-style parameters, in the SQL that SQLite and PostgreSQL share. Drivers keep every text prepared
 * for ever, so texts are constants and values are always parameters. They name their columns: never `*`.
 */
export interface Statement {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/**
 * The port to a database: reads of what is committed, and atomic batches. There is no `transaction(callback)`: on
 * SQLite all requests share one writing connection, so nothing may be awaited between two statements of a batch.
 */
export interface SqlDriver {
  /** The rows of one reading statement. Throws `DatabaseUnavailable`. */
  read(sql: string, values: readonly SqlValue[]): Promise<readonly Row[]>
  /**
   * Runs the statements in one transaction and answers with the rows of each, in order. It resolves only when the
   * transaction is durable. A failing statement undoes its own batch and no other, and rejects with the database's
   * error; a failed commit or a lost database rejects with `DatabaseUnavailable`. Constraints are not deferred: on
   * SQLite a commit that fails takes the batches beside it along.
   *
   * On PostgreSQL a statement sees what was committed when it starts (`read committed`), so a batch whose later
   * statements depend on a row begins with an `update` or `insert` that locks this row.
   */
  batch(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>
  /**
   * A number that is different after any other connection has committed, when the database has one to give
   * (SQLite's `PRAGMA data_version`); `undefined` means: look for yourself.
   */
  dataVersion(): number | undefined
  /** Finishes what was begun. Everything asked later rejects with `DatabaseUnavailable`. */
  close(): Promise<void>
}
