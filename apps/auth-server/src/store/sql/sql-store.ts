import type { Clock } from '@latchkey/protocol'
import { migrate, type SqlDriver } from '@latchkey/sql'
import type { Change } from '../records.ts'
import type { Store } from '../store.ts'
import { sqlAccountsStore } from './accounts.ts'
import { sqlActivityStore } from './activity.ts'
import { sqlApisStore } from './apis.ts'
import { sqlAuditStore } from './audit.ts'
import { tellingDriver } from './changes.ts'
import { sqlClientsStore } from './clients.ts'
import { sqlFamiliesStore } from './families.ts'
import { sqlGrantsStore } from './grants.ts'
import { sqlGuardsStore } from './guards.ts'
import { sqlKeysStore } from './keys.ts'
import { sqlLogoutNoticesStore } from './logout-notices.ts'
import { sqlProfilesStore } from './profiles.ts'
import { sqlPushedRequestsStore } from './pushed-requests.ts'
import { sqlSessionsStore } from './sessions.ts'

/**
 * Brings the database up to date and puts the parts of the store together over one driver. `tell` hears of every change
 * that this process itself has committed.
 */
export async function openSqlStore(
  plain: SqlDriver,
  now: Clock,
  tell: (change: Change) => void,
): Promise<Store> {
  await migrate(plain, new URL('../migrations/', import.meta.url))
  const driver = tellingDriver(plain, tell)
  return {
    ...sqlAccountsStore(driver, now),
    ...sqlProfilesStore(driver, now),
    ...sqlSessionsStore(driver, now),
    ...sqlLogoutNoticesStore(driver),
    ...sqlClientsStore(driver, now),
    ...sqlApisStore(driver, now),
    ...sqlGrantsStore(driver, now),
    ...sqlPushedRequestsStore(driver),
    ...sqlFamiliesStore(driver, now),
    ...sqlKeysStore(driver, now),
    ...sqlGuardsStore(driver, now),
    ...sqlAuditStore(driver, now),
    ...sqlActivityStore(driver),
    dataVersion: () => driver.dataVersion(),
  }
}
