import type { Account, Session, State } from './records.ts'

export interface AccountsStore {
  findAccount(id: string): Promise<Account | undefined>
  findAccountByEmail(email: string): Promise<Account | undefined>
  listAccounts(): Promise<readonly Account[]>
  /** Adds the account, unless its e-mail is taken: then `false` and nothing changes. */
  addAccount(account: Account): Promise<boolean>
  saveProfile(id: string, profile: Pick<Account, 'roles' | 'claims'>): Promise<void>
  /** Sets the password and ends every session but the one that is named. */
  savePassword(
    id: string,
    passwordHash: string,
    options: {
      readonly keepSession?: string
      /** Only where this is still the hash: of two that replace the same one, one is answered `false`. */
      readonly replaces?: string
    },
  ): Promise<boolean>
  /** Ending raises the counter: every token of the account is dead for good. */
  setAccountState(id: string, state: State): Promise<void>
}

export interface SessionsStore {
  findSession(idHash: string): Promise<Session | undefined>
  saveSession(session: Session): Promise<void>
  touchSession(idHash: string, lastSeenAt: number, expiresAt: number): Promise<void>
  endSession(idHash: string): Promise<void>
}
