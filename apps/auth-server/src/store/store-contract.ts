import { after, before, describe } from 'node:test'
import type { SqlDriver } from '@latchkey/sql'
import { describeAccounts } from './contract/accounts-contract.ts'
import { describeAudit } from './contract/audit-contract.ts'
import { describeClients } from './contract/clients-contract.ts'
import { describeDetails } from './contract/details-contract.ts'
import { describeFamilies } from './contract/families-contract.ts'
import { describeGrants } from './contract/grants-contract.ts'
import { describeGuards } from './contract/guards-contract.ts'
import { describeLogoutNotices } from './contract/logout-notices-contract.ts'
import { describeProfiles } from './contract/profiles-contract.ts'
import { describePushedRequests } from './contract/pushed-requests-contract.ts'
import type { OpenedStore } from './contract/samples.testing.ts'
import { openStoreOver } from './open-store.testing.ts'

/** What the store promises on every database, races included. `open` gives an empty database. */
export function describeStore(name: string, open: () => Promise<SqlDriver>): void {
  describe(`the store on ${name}`, () => {
    let driver: SqlDriver
    let opened: OpenedStore
    before(async () => {
      driver = await open()
      opened = await openStoreOver(driver)
    })
    after(() => driver.close())

    const current = () => opened
    describe('accounts', () => describeAccounts(current))
    describe('profiles', () => describeProfiles(current))
    describe('clients', () => describeClients(current))
    describe('grants', () => describeGrants(current))
    describe('families', () => describeFamilies(current))
    describe('what a connection covers', () => describeDetails(current))
    describe('guards', () => describeGuards(current))
    describe('logout notices', () => describeLogoutNotices(current))
    describe('pushed requests', () => describePushedRequests(current))
    describe('audit, activity and what the console needs', () => describeAudit(current))
  })
}
