import type pg from 'pg'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { isStalePlan, sqlState, toPostgresDriverError } from './postgres-errors.ts'
import { postgresParser } from './postgres-types.ts'
import { postgresValues } from './postgres-values.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { runBatch, type SqlConnection } from './run-batch.ts'
import type { Row, SqlDriver } from './sql-driver.ts'
import { StatementNames } from './statement-names.ts'
import { WorkUnderWay } from './work-under-way.ts'

export interface PostgresOptions {
  /** `postgresql://user@host/database`, with the parameters that libpq knows. */
  readonly url: string
  /** The schema that holds the tables; it is made when it is missing. Lower-case letters, digits and `_`. */
  readonly schema?: string
  readonly maxConnections?: number
  /** How many batches and reads may wait for a connection; one more is refused at once with `DatabaseUnavailable`. */
  readonly maxWaiting?: number
  /** How long one statement may run, in milliseconds. */
  readonly statementTimeout?: number
  /** For the jitter between tries; from 0 to 1. */
  readonly random?: () => number
}

/** PostgreSQL through a pool. Throws `DatabaseUnavailable` when no connection can be made. */
export async function openPostgres(options: PostgresOptions): Promise<SqlDriver> {
  const { schema = 'public', maxWaiting = 10_000, random = Math.random } = options
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new Error(`Not a name for a schema: ${schema}`)
  const pool = await openPool(options, schema)
  const names = new StatementNames()
  await retryConflicts(() => createSchema(pool, schema), random).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })

  const underWay = new WorkUnderWay()

  function withConnection<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    if (pool.waitingCount >= maxWaiting) return Promise.reject(overload(maxWaiting))
    return underWay.run(() => retryConflicts(() => onClient(pool, names, work), random))
  }

  return {
    read: (sql, values) => withConnection((connection) => connection.query(sql, values)),
    batch: (statements) => withConnection((connection) => runBatch(connection, statements)),
    dataVersion: () => undefined,
    close: () => underWay.close(() => pool.end()),
  }
}

function overload(maxWaiting: number): DatabaseUnavailable {
  return new DatabaseUnavailable(`More than ${maxWaiting} queries wait for a connection`)
}

async function openPool(
  { url, maxConnections = 10, statementTimeout = 10_000 }: PostgresOptions,
  schema: string,
) {
  // Loaded only where there is a PostgreSQL: a server on SQLite is the smaller for it.
  const { Pool } = await import('pg')
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    allowExitOnIdle: true,
    pipeline: true,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: statementTimeout,
    // The server's own timeout comes first; this one is for a server that no longer answers at all.
    query_timeout: statementTimeout + 5_000,
    types: { getTypeParser: (oid: number) => postgresParser(oid) as never },
    onConnect: (client) => client.query(sessionSettings(schema)),
  })
  // A connection that dies while it is idle leaves the pool; whoever needs one gets another.
  pool.on('error', () => undefined)
  // Without this one that dies between two statements of a batch would end the process; the next query tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** `read committed` is what makes `update … where … returning` decide on the newest row instead of failing. */
function sessionSettings(schema: string): string {
  return `set search_path to ${schema}; set session characteristics as transaction isolation level read committed`
}

/** Two servers may start at once, and `if not exists` does not keep them from colliding. */
async function createSchema(pool: pg.Pool, schema: string): Promise<void> {
  const { rowCount } = await pool.query('select 1 from pg_namespace where nspname = $1', [schema])
  if (rowCount !== 0) return
  await pool.query(`create schema if not exists ${schema}`).catch((error: unknown) => {
    if (sqlState(error) !== '23505') throw error
  })
}

async function onClient<T>(
  pool: pg.Pool,
  names: StatementNames,
  work: (connection: SqlConnection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    const result = await work(connectionOf(client, names))
    client.release()
    return result
  } catch (error) {
    if (isStalePlan(error)) names.renew()
    client.release(toPostgresDriverError(error) instanceof DatabaseUnavailable)
    throw error
  }
}

function connectionOf(client: pg.PoolClient, names: StatementNames): SqlConnection {
  return {
    query: async (text, values) => {
      const { rows } = await client.query<Row>({
        name: names.nameOf(text),
        text,
        values: postgresValues(values),
      })
      return rows
    },
  }
}
