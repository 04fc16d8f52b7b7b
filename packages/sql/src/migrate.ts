import { DatabaseUnavailable } from './database-unavailable.ts'
import { type MigrationFile, readMigrationFiles } from './migration-files.ts'
import type { SqlDriver, Statement } from './sql-driver.ts'

export interface Migrated {
  /** Names of the migrations that this call applied, in order. */
  readonly applied: readonly string[]
  /** Numbers that the database has and this code does not know: a newer version migrated it, and may run beside us. */
  readonly newer: readonly number[]
}

const table =
  'create table if not exists schema_migrations (number integer primary key, name text not null, applied_at bigint not null)'

/**
 * Applies the numbered files of a folder that the database does not have yet, each in one transaction with its row in
 * `schema_migrations`. Several processes may start at once: the row goes in first, so of two one fails, and looks again.
 * Throws with a sentence when files are missing or are not those that the database was made with.
 */
export async function migrate(
  driver: SqlDriver,
  folder: URL,
  now: () => number = Date.now,
): Promise<Migrated> {
  const files = await readMigrationFiles(folder)
  await createTable(driver)
  const before = await readApplied(driver)
  refuseStrangers(files, before)
  const applied: string[] = []
  for (const file of files) {
    if (!before.has(file.number) && (await applyOnce(driver, file, now()))) applied.push(file.name)
  }
  return { applied, newer: [...before.keys()].filter((number) => number > files.length) }
}

/** On PostgreSQL `if not exists` does not keep two from creating it at once; the loser finds it there. */
async function createTable(driver: SqlDriver): Promise<void> {
  const create = () => driver.batch([{ sql: table, values: [] }])
  await create().catch(create)
}

async function readApplied(driver: SqlDriver): Promise<ReadonlyMap<number, string>> {
  const rows = await driver.read('select number, name from schema_migrations order by number', [])
  return new Map(rows.map((row) => [Number(row.number), String(row.name)]))
}

function refuseStrangers(files: readonly MigrationFile[], applied: ReadonlyMap<number, string>): void {
  for (const { number, name } of files.slice(0, Math.max(0, ...applied.keys()))) {
    const known = applied.get(number)
    if (known === undefined)
      throw new Error(`The database has later migrations, but ${name} was never applied to it.`)
    if (known !== name) throw new Error(`Migration ${number} is ${name} here, but ${known} in the database.`)
  }
}

/** False when another process was faster. */
async function applyOnce(driver: SqlDriver, file: MigrationFile, appliedAt: number): Promise<boolean> {
  const row: Statement = {
    sql: 'insert into schema_migrations (number, name, applied_at) values ($1, $2, $3)',
    values: [file.number, file.name, appliedAt],
  }
  try {
    await driver.batch([row, ...file.statements.map((sql) => ({ sql, values: [] }))])
    return true
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    if ((await readApplied(driver)).get(file.number) === file.name) return false
    throw new Error(`Migration ${file.name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
