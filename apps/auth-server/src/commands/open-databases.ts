import { join } from 'node:path'
import { openPostgres, openSqlite, type SqlDriver } from '@latchkey/sql'
import type { Settings } from '../settings.ts'

/** The two databases: the server's own, and that of the homes. */
export interface Databases {
  readonly server: SqlDriver
  readonly homes: SqlDriver
  close(): Promise<void>
}

/** SQLite: two files in the data folder. PostgreSQL: two schemas. Throws `DatabaseUnavailable`. */
export async function openDatabases({
  databaseUrl,
  dataFolder,
}: Pick<Settings, 'databaseUrl' | 'dataFolder'>): Promise<Databases> {
  const open = (file: string, schema: string) =>
    databaseUrl === undefined
      ? openSqlite({ file: join(dataFolder, file) })
      : openPostgres({ url: databaseUrl, schema })
  const server = await open('latchkey.db', 'latchkey')
  try {
    const homes = await open('homes.db', 'latchkey_homes')
    return { server, homes, close: async () => void (await Promise.all([server.close(), homes.close()])) }
  } catch (error) {
    await server.close()
    throw error
  }
}
