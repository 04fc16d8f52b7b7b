import { DatabaseUnavailable } from './database-unavailable.ts'

interface PostgresError extends Error {
  /** SQLSTATE, five characters. https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly code: string
}

/**
 * Classes of SQLSTATE that speak of the server, not of the statement: connection, authorization, catalog, resources,
 * operator intervention (statement timeout and shutdown among them), system, internal.
 */
const unavailableClasses = new Set(['08', '28', '3D', '53', '57', '58', 'XX'])
const unavailableStates = new Set([
  '25006', // read_only_sql_transaction: a standby, during a failover
  '25P03', // idle_in_transaction_session_timeout
  '40001', // serialization_failure, after the last try
  '40P01', // deadlock_detected, after the last try
  '55P03', // lock_not_available
])

/** The server's own error: those of sockets and timeouts have no severity. */
function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'severity' in error && 'code' in error
}

export function sqlState(error: unknown): string | undefined {
  return isPostgresError(error) ? error.code : undefined
}

/** `DatabaseUnavailable` for everything that a later try may heal, else the database's own error. */
export function toPostgresDriverError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const state = sqlState(error)
  const own =
    state !== undefined && !unavailableStates.has(state) && !unavailableClasses.has(state.slice(0, 2))
  if (own) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new DatabaseUnavailable(`PostgreSQL: ${reason}`, { cause: error })
}

/** A migration beside us changed the columns that a prepared statement gives; the statement has not run. */
export function isStalePlan(error: unknown): boolean {
  return isPostgresError(error) && error.code === '0A000' && error.message.includes('cached plan')
}
