import type { SqlDriver, Statement } from '@latchkey/sql'
import type { ClientsStore } from '../clients-store.ts'
import type { ClientMember } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { statement } from './rows.ts'

export function clientMembers(
  driver: SqlDriver,
  now: () => number,
): Pick<ClientsStore, 'saveMember' | 'removeMember'> {
  return {
    saveMember: async (clientId, member, most, audit) => {
      const { accountId, role } = member
      const isDone = {
        sql: 'exists (select 1 from client_members where client_id = $9 and account_id = $10 and role = $11)',
        values: [clientId, accountId, role],
      }
      const [, saved] = await driver.batch([
        // Locks the client, so that of two invitations at once each sees the other.
        statement('update clients set counter = counter where client_id = $1', clientId),
        upsertMember(clientId, member, most),
        change('client', clientId, now()),
        ...audited(audit, { kind: 'client', id: clientId }, now(), isDone),
      ])
      return saved?.length === 1
    },
    removeMember: async (clientId, accountId, audit) => {
      await driver.batch([
        statement('delete from client_members where client_id = $1 and account_id = $2', clientId, accountId),
        change('client', clientId, now()),
        ...audited(audit, { kind: 'client', id: clientId }, now()),
      ])
    },
  }
}

function upsertMember(
  clientId: string,
  { accountId, role, createdAt }: ClientMember,
  most: number,
): Statement {
  return statement(
    `insert into client_members (client_id, account_id, role, created_at)
     select $1, $2, $3, cast($4 as bigint) where
       (select count(*) from client_members where client_id = $1 and role = $3 and account_id <> $2) < $5
     on conflict (client_id, account_id) do update set role = excluded.role returning account_id`,
    clientId,
    accountId,
    role,
    createdAt,
    most,
  )
}
