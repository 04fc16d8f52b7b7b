import type { Audit } from './audit-store.ts'
import type { Api, Client, ClientMember, ClientSecret, Page, ScopeTitle, State } from './records.ts'

export interface ClientsStore {
  findClient(clientId: string): Promise<Client | undefined>
  listClients(): Promise<readonly Client[]>
  /** The apps that an account owns or edits, oldest first; ended ones are left out. */
  listClientsOf(accountId: string): Promise<readonly Client[]>
  /** The newest first; `text` is looked for in id, name and what was declared. `asked`: only those whose developer asked to be verified. */
  searchClients(query: Page & { readonly asked?: boolean | undefined }): Promise<readonly Client[]>
  /** Adds or replaces what is declared of a client; its secrets, members, state and counter stay. */
  saveClient(client: Client, audit?: Audit): Promise<void>
  /**
   * What its developer changed: name and what was declared. Owner, secrets, members and state stay, and nothing that an operator
   * took back meanwhile comes back: it is verified only if it was and `client.verified` says so. Of an app that is another one by
   * now (`isAnother`) no consent is remembered: connections go on, and whoever allows it anew is asked anew.
   */
  changeClient(client: Client, audit?: Audit, change?: { readonly isAnother: boolean }): Promise<void>
  saveSecret(clientId: string, secret: ClientSecret, audit?: Audit): Promise<void>
  /** Takes away every secret but those whose hash is named. */
  endSecrets(clientId: string, keep: readonly string[], audit?: Audit): Promise<void>
  /** When each secret was last right, written in the background. */
  touchSecrets(uses: readonly { clientId: string; hash: string; at: number }[]): Promise<void>
  /** Ending raises the counter: every token of the client is dead for good. */
  setClientState(clientId: string, state: State, audit?: Audit): Promise<void>
  /** Adds a member or changes its role; `false`, and nothing changes, when there are `most` of that role already. */
  saveMember(clientId: string, member: ClientMember, most: number, audit?: Audit): Promise<boolean>
  removeMember(clientId: string, accountId: string, audit?: Audit): Promise<void>
  /** Moves the end of a client that registered itself and that nobody uses ahead to `until`, never back. */
  extendRegistration(clientId: string, until: number): Promise<void>
  askVerification(clientId: string, at: number, audit?: Audit): Promise<void>
  /** Only while name, owner and document are still what the operator saw: else `false`. */
  verifyClient(seen: Client, audit?: Audit): Promise<boolean>
  unverifyClient(clientId: string, audit?: Audit): Promise<void>
}

export interface ApisStore {
  findApi(id: string): Promise<Api | undefined>
  findApiByIdentifier(identifier: string): Promise<Api | undefined>
  listApis(): Promise<readonly Api[]>
  saveApi(api: Api, audit?: Audit): Promise<void>
  deleteApi(id: string, audit?: Audit): Promise<void>
  listScopes(): Promise<readonly ScopeTitle[]>
  saveScope(scope: ScopeTitle, audit?: Audit): Promise<void>
  deleteScope(name: string, audit?: Audit): Promise<void>
}
