import type { SqlDriver } from '@latchkey/sql'
import { testDatabases } from '@latchkey/sql/testing'
import { beginning, type OpenedStore } from './contract/samples.testing.ts'
import type { Change } from './records.ts'
import { openSqlStore } from './sql/sql-store.ts'

/** A store over this driver, as one process sees it, with a clock of its own. */
export async function openStoreOver(driver: SqlDriver): Promise<OpenedStore> {
  const clock = { time: beginning }
  const told: Change[] = []
  const tell = (change: Change) => {
    told.push(change)
  }
  return { store: await openSqlStore(driver, () => clock.time, tell), clock, told }
}

export interface TestStore extends OpenedStore {
  readonly driver: SqlDriver
  readonly close: () => Promise<void>
}

/** An empty store on SQLite. Closing it removes it. */
export async function openTestStore(): Promise<TestStore> {
  const [sqlite] = testDatabases(undefined)
  if (sqlite === undefined) throw new Error('There is no database to test with.')
  const driver = await sqlite.open()
  return { ...(await openStoreOver(driver)), driver, close: () => driver.close() }
}
