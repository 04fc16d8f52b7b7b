import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPglite } from './pglite-driver.testing.ts'
import { openPostgres } from './postgres-driver.ts'
import type { SqlDriver } from './sql-driver.ts'
import { openSqlite } from './sqlite-driver.ts'

export interface TestDatabase {
  readonly name: string
  /** An empty database; closing it removes it. */
  open(): Promise<SqlDriver>
}

/** What a contract runs on: SQLite, PGlite, and a real PostgreSQL when `TEST_POSTGRES_URL` names one. */
export function testDatabases(postgresUrl = process.env.TEST_POSTGRES_URL): readonly TestDatabase[] {
  const local = [
    { name: 'SQLite', open: openEmptySqlite },
    { name: 'PGlite', open: openPglite },
  ]
  if (postgresUrl === undefined) return local
  return [...local, { name: 'PostgreSQL', open: () => openEmptyPostgres(postgresUrl) }]
}

async function openEmptySqlite(): Promise<SqlDriver> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-sql-'))
  const driver = await openSqlite({ file: join(folder, 'test.sqlite') })
  return afterClose(driver, () => rm(folder, { recursive: true, force: true }))
}

async function openEmptyPostgres(url: string): Promise<SqlDriver> {
  const schema = `test_${randomBytes(8).toString('hex')}`
  const driver = await openPostgres({ url, schema })
  return afterClose(driver, async () => {
    const admin = await openPostgres({ url, maxConnections: 1 })
    await admin.batch([{ sql: `drop schema ${schema} cascade`, values: [] }])
    await admin.close()
  })
}

function afterClose(driver: SqlDriver, clean: () => Promise<void>): SqlDriver {
  let closing: Promise<void> | undefined
  return {
    read: (sql, values) => driver.read(sql, values),
    batch: (statements) => driver.batch(statements),
    dataVersion: () => driver.dataVersion(),
    close: () => {
      closing ??= driver.close().then(clean)
      return closing
    },
  }
}
