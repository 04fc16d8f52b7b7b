import type { Audit } from './audit-store.ts'
import type { Account, Page, Session, State } from './records.ts'

/** What a change of an account must leave behind. */
export interface KeepsOperator {
  /** Nothing changes, and the answer is `false`, where no active operator but this account would be left. */
  readonly keepsOperator?: boolean
}

export interface AccountsStore {
  findAccount(id: string): Promise<Account | undefined>
  findAccountByEmail(email: string): Promise<Account | undefined>
  listAccounts(): Promise<readonly Account[]>
  /** The newest first; `text` is looked for in the e-mail and the name. */
  searchAccounts(query: Page): Promise<readonly Account[]>
  /** Adds the account, unless its e-mail is taken: then `false` and nothing changes. */
  addAccount(account: Account, audit?: Audit): Promise<boolean>
  saveProfile(
    id: string,
    profile: Pick<Account, 'roles' | 'claims'>,
    audit?: Audit,
    options?: KeepsOperator,
  ): Promise<boolean>
  /** Sets the password and ends every session but the one that is named. */
  savePassword(
    id: string,
    passwordHash: string,
    options: {
      readonly keepSession?: string
      /** Only where this is still the hash: of two that replace the same one, one is answered `false`. */
      readonly replaces?: string
    },
    audit?: Audit,
  ): Promise<boolean>
  /** Ending raises the counter: every token of the account is dead for good. */
  setAccountState(id: string, state: State, audit?: Audit, options?: KeepsOperator): Promise<boolean>
  /**
   * Deletes the account with its sessions, connections, codes and memberships; tokens of a row that is gone are dead. An app
   * of its own goes to the first developer beside it, or ends.
   */
  deleteAccount(id: string, audit?: Audit): Promise<void>
}

/** Whatever ends a session leaves notices for the apps that were signed in to: `LogoutNoticesStore`. */
export interface SessionsStore {
  findSession(idHash: string): Promise<Session | undefined>
  /** Begins a session, and ends the one that it replaces; with the same `sessionId` it goes on, and no app hears of it. */
  saveSession(session: Session, options?: { readonly replaces?: string | undefined }): Promise<void>
  /** Gives a session that has none this `sessionId`; answers the one that it has then. */
  nameSession(idHash: string, sessionId: string): Promise<string | undefined>
  touchSession(idHash: string, lastSeenAt: number, expiresAt: number): Promise<void>
  /** Answers the ids of the apps with a logout address that were signed in to. */
  endSession(idHash: string): Promise<readonly string[]>
  listSessions(accountId: string): Promise<readonly Session[]>
  /** Signs the account out everywhere, but in the session that is named. */
  endSessions(
    accountId: string,
    options: { readonly keep?: string | undefined },
    audit?: Audit,
  ): Promise<void>
}
