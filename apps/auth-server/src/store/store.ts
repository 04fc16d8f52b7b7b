import type { AccountsStore, SessionsStore } from './accounts-store.ts'
import type { ActivityStore } from './activity-store.ts'
import type { AuditStore } from './audit-store.ts'
import type { ApisStore, ClientsStore } from './clients-store.ts'
import type { FamiliesStore } from './families-store.ts'
import type { GrantsStore } from './grants-store.ts'
import type { GuardsStore } from './guards-store.ts'
import type { KeysStore } from './keys-store.ts'
import type { LogoutNoticesStore } from './logout-notices-store.ts'
import type { ProfilesStore } from './profiles-store.ts'
import type { PushedRequestsStore } from './pushed-requests-store.ts'

/** The ports to what is kept. Every verb is atomic by itself and durable when it has answered. */
export interface Store
  extends AccountsStore,
    ProfilesStore,
    SessionsStore,
    LogoutNoticesStore,
    ClientsStore,
    ApisStore,
    GrantsStore,
    PushedRequestsStore,
    FamiliesStore,
    KeysStore,
    GuardsStore,
    AuditStore,
    ActivityStore {
  /** See `SqlDriver.dataVersion`: different after another connection has committed. */
  dataVersion(): number | undefined
}
