import type { ServerContext } from '../context.ts'
import type { Account, Client } from '../store/records.ts'

/** An app with what an operator must know to judge it. */
export interface JudgedApp {
  readonly client: Client
  readonly owner: Account | undefined
  readonly members: readonly MemberRow[]
  readonly connections: { readonly accounts: number; readonly families: number }
}

export interface MemberRow {
  readonly member: Client['members'][number]
  /** Absent: the account is gone. */
  readonly account: Account | undefined
}

/** Read from the store, not from memory: what an operator judges is what is there. */
export async function findApp(server: ServerContext, clientId: string): Promise<JudgedApp | undefined> {
  const { store, records, now } = server
  const client = await store.findClient(clientId)
  if (client === undefined) return undefined
  const [owner, connections, members] = await Promise.all([
    client.ownerId === undefined ? undefined : records.account(client.ownerId),
    store.countConnections(clientId, now()),
    Promise.all(
      client.members.map(async (member) => ({ member, account: await records.account(member.accountId) })),
    ),
  ])
  return { client, owner, connections, members }
}
