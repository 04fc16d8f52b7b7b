import type { Api, Client, ClientSecret, ScopeTitle, State } from './records.ts'

export interface ClientsStore {
  findClient(clientId: string): Promise<Client | undefined>
  listClients(): Promise<readonly Client[]>
  /** Adds or replaces what is declared of a client; its secrets, state and counter stay. */
  saveClient(client: Client): Promise<void>
  saveSecret(clientId: string, secret: ClientSecret): Promise<void>
  /** Takes away every secret but those whose hash is named. */
  endSecrets(clientId: string, keep: readonly string[]): Promise<void>
  /** When each secret was last right, written in the background. */
  touchSecrets(uses: readonly { clientId: string; hash: string; at: number }[]): Promise<void>
  /** Ending raises the counter: every token of the client is dead for good. */
  setClientState(clientId: string, state: State): Promise<void>
}

export interface ApisStore {
  findApi(id: string): Promise<Api | undefined>
  findApiByIdentifier(identifier: string): Promise<Api | undefined>
  listApis(): Promise<readonly Api[]>
  saveApi(api: Api): Promise<void>
  deleteApi(id: string): Promise<void>
  listScopes(): Promise<readonly ScopeTitle[]>
  saveScope(scope: ScopeTitle): Promise<void>
  deleteScope(name: string): Promise<void>
}
