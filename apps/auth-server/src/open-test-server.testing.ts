import type { SqlDriver } from '@latchkey/sql'
import { testDatabases } from '@latchkey/sql/testing'
import { pino } from 'pino'
import type { ServerContext } from './context.ts'
import { type MasterKeys, newMasterKeyText, parseMasterKeys } from './keys/master-key.ts'
import { openServerContext } from './open-server-context.ts'
import { defaultBrand } from './pages/brand.ts'
import { beginning } from './store/contract/samples.testing.ts'

export const issuer = 'https://id.example.com'

export interface TestServer {
  readonly server: ServerContext
  /** Shared by every process over this database. */
  readonly clock: { time: number }
  readonly driver: SqlDriver
  readonly master: MasterKeys
  /** Another process over the same database. */
  openSecond(): Promise<ServerContext>
  close(): Promise<void>
}

/** What the functions of the server are given, over an empty SQLite database and a clock that only the test moves. */
export async function openTestServer(): Promise<TestServer> {
  const [sqlite] = testDatabases()
  if (sqlite === undefined) throw new Error('There is no database to test with.')
  const driver = await sqlite.open()
  const clock = { time: beginning }
  const master = parseMasterKeys(newMasterKeyText())
  const open = () =>
    openServerContext({
      driver,
      master,
      issuer,
      brand: defaultBrand,
      homes: {
        listShareableHomes: async () => [],
        describeHomes: async () => [],
        deleteHomes: async () => undefined,
      },
      log: pino({ level: 'silent' }),
      signUp: 'open',
      registration: 'open',
      now: () => clock.time,
      isTrustedProxy: () => false,
      outboundAllow: [],
      trustedCa: undefined,
    })
  return { server: await open(), clock, driver, master, openSecond: open, close: () => driver.close() }
}
