import type { Audit } from './audit-store.ts'
import type { Account } from './records.ts'

/** What people change of their own account; roles are not among it. */
export interface ProfilesStore {
  saveClaims(id: string, claims: Account['claims'], audit?: Audit): Promise<void>
  /** Another e-mail, in lower case, with the claims that go with it; `false`, and nothing changes, when another account has it. */
  saveEmail(id: string, profile: Pick<Account, 'email' | 'claims'>, audit?: Audit): Promise<boolean>
}
