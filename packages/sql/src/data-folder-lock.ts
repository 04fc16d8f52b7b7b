import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isSqliteUnavailable } from './sqlite-errors.ts'

export interface DataFolderLock {
  release(): void
}

/** Another server has the data folder. Its message is a sentence for the operator. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
}

/**
 * Makes sure that one server works on a data folder; the command line may still open the databases in it. The lock is
 * SQLite's own lock on a little file, held by the operating system for this process, so a killed server leaves none.
 * Throws `DataFolderInUse`.
 */
export function lockDataFolder(folder: string): DataFolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw isSqliteUnavailable(error) ? new DataFolderInUse(sentence(folder), { cause: error }) : error
  }
  return {
    release: () => {
      if (lock.isOpen) lock.close()
    },
  }
}

function sentence(folder: string): string {
  return `Another Latchkey server is using the data folder ${folder}. Stop it first, or give this one a folder of its own.`
}
