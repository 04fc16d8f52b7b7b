import { after, before, describe } from 'node:test'
import type { SqlDriver } from '@latchkey/sql'
import { describeAccounts } from './contract/accounts-contract.ts'
import { describeClients } from './contract/clients-contract.ts'
import { describeFamilies } from './contract/families-contract.ts'
import { describeGrants } from './contract/grants-contract.ts'
import { describeGuards } from './contract/guards-contract.ts'
import { beginning, type OpenedStore } from './contract/samples.testing.ts'
import type { Change } from './records.ts'
import { openSqlStore } from './sql/sql-store.ts'

/** What the store promises on every database, races included. `open` gives an empty database. */
export function describeStore(name: string, open: () => Promise<SqlDriver>): void {
  describe(`the store on ${name}`, () => {
    let driver: SqlDriver
    let opened: OpenedStore
    before(async () => {
      driver = await open()
      opened = await openForTest(driver)
    })
    after(() => driver.close())

    const current = () => opened
    describe('accounts', () => describeAccounts(current))
    describe('clients', () => describeClients(current))
    describe('grants', () => describeGrants(current))
    describe('families', () => describeFamilies(current))
    describe('guards', () => describeGuards(current))
  })
}

async function openForTest(driver: SqlDriver): Promise<OpenedStore> {
  const clock = { time: beginning }
  const told: Change[] = []
  const tell = (change: Change) => {
    told.push(change)
  }
  return { store: await openSqlStore(driver, () => clock.time, tell), clock, told }
}
