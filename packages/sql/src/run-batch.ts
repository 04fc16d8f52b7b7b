import type { Row, SqlValue, Statement } from './sql-driver.ts'

/** One PostgreSQL connection that nobody else uses meanwhile. */
export interface SqlConnection {
  query(sql: string, values: readonly SqlValue[]): Promise<readonly Row[]>
}

/**
 * Runs the statements in one transaction of a PostgreSQL connection. One statement is a transaction by itself and costs
 * one round trip; more cost three, because they are sent without waiting for one another: after a failure the server
 * refuses the rest. When it rejects the connection is in no transaction, or is broken.
 */
export async function runBatch(
  connection: SqlConnection,
  statements: readonly Statement[],
): Promise<readonly (readonly Row[])[]> {
  const [first, ...others] = statements
  if (first === undefined) return []
  if (others.length === 0) return [await connection.query(first.sql, first.values)]
  await connection.query('begin', [])
  try {
    const results = await allRows(statements.map(({ sql, values }) => connection.query(sql, values)))
    await connection.query('commit', [])
    return results
  } catch (error) {
    // A broken connection has no transaction to roll back; the first error is the one to tell.
    await connection.query('rollback', []).catch(() => [])
    throw error
  }
}

/** Waits for all, also after a failure, so that nothing is under way when the transaction is rolled back. */
async function allRows(queries: readonly Promise<readonly Row[]>[]): Promise<readonly (readonly Row[])[]> {
  const settled = await Promise.allSettled(queries)
  return settled.map((query) => {
    if (query.status === 'rejected') throw query.reason
    return query.value
  })
}
