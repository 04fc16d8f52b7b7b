import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqlDriver } from './sql-driver.ts'
import { toDriverError } from './sqlite-errors.ts'
import { SqliteReader } from './sqlite-reader.ts'
import { SqliteWriterThread, startSqliteWriter } from './sqlite-writer-thread.ts'

export interface SqliteOptions {
  /** The database file. It and its folder are made when they are missing, for the owner's eyes only. */
  readonly file: string
  /** How many batches may wait for the writer; one more is refused at once with `DatabaseUnavailable`. */
  readonly maxWaiting?: number
}

/**
 * SQLite with a write-ahead log and `synchronous = full`. Several processes may open one file. Throws `DatabaseUnavailable` when the file cannot be opened.
 */
export async function openSqlite({ file, maxWaiting = 10_000 }: SqliteOptions): Promise<SqlDriver> {
  createPrivately(file)
  const writer = new SqliteWriterThread(await startSqliteWriter(file), maxWaiting)
  const reader = await openReader(file, writer)
  return {
    read: async (sql, values) => reader.read(sql, values),
    batch: (statements) => writer.batch(statements),
    dataVersion: () => reader.dataVersion(),
    close: async () => {
      reader.close()
      await writer.close()
    },
  }
}

async function openReader(file: string, writer: SqliteWriterThread): Promise<SqliteReader> {
  try {
    return new SqliteReader(file)
  } catch (error) {
    await writer.close()
    throw toDriverError(error)
  }
}

/** Only a file that is not there is opened here: to close a SQLite file behind SQLite's back would drop its locks. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
}
