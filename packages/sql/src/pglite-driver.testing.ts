import { PGlite } from '@electric-sql/pglite'
import { postgresParsers } from './postgres-types.ts'
import { postgresValues } from './postgres-values.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { runBatch, type SqlConnection } from './run-batch.ts'
import type { Row, SqlDriver } from './sql-driver.ts'
import { WorkUnderWay } from './work-under-way.ts'

/** PostgreSQL in this process and in memory, for tests: the same SQL and the same batches without a server. */
export async function openPglite(): Promise<SqlDriver> {
  const database = await PGlite.create({ parsers: { ...postgresParsers } })
  const connection: SqlConnection = {
    query: async (sql, values) => (await database.query<Row>(sql, postgresValues(values))).rows,
  }
  const underWay = new WorkUnderWay()
  let last: Promise<unknown> = Promise.resolve()

  // There is one connection: a read between two statements of a batch would see what is not committed.
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(() => retryConflicts(work, Math.random))
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    read: (sql, values) => underWay.run(() => inTurn(() => connection.query(sql, values))),
    batch: (statements) => underWay.run(() => inTurn(() => runBatch(connection, statements))),
    dataVersion: () => undefined,
    close: () => underWay.close(() => database.close()),
  }
}
