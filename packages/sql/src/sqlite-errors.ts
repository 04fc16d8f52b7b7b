import { DatabaseUnavailable } from './database-unavailable.ts'

interface SqliteError extends Error {
  /** SQLite's extended result code; its low byte is the primary one. */
  readonly errcode: number
}

/** Primary result codes that speak of the database's state, not of the statement. https://sqlite.org/rescode.html */
const unavailableCodes = new Set([
  5, // SQLITE_BUSY
  6, // SQLITE_LOCKED
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY
  9, // SQLITE_INTERRUPT
  10, // SQLITE_IOERR
  11, // SQLITE_CORRUPT
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
  15, // SQLITE_PROTOCOL
  26, // SQLITE_NOTADB
])

/** The extended result code, or 0 when the error did not come from SQLite. */
export function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? (error as SqliteError).errcode : 0
}

export function isSqliteUnavailable(error: unknown): boolean {
  return unavailableCodes.has(sqliteCode(error) & 0xff)
}

export function sqliteError(message: string, errcode: number): Error {
  return Object.assign(new Error(message), { errcode })
}

export function toDriverError(error: unknown): unknown {
  if (!isSqliteUnavailable(error)) return error
  return new DatabaseUnavailable(`SQLite: ${(error as Error).message}`, { cause: error })
}
