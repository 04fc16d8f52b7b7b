import { randomToken } from '@latchkey/protocol'
import type { Statement } from '@latchkey/sql'
import { statement } from './rows.ts'

/**
 * Clients that registered themselves and that nobody uses: their time is over, no connection of theirs is left, and no
 * operator vouches for them. `$1` is the time, `$2` how many.
 */
const forgotten = `select client_id from clients
  where expires_at <= $1 and registration_token_hash is not null and verified = 0
    and not exists (select 1 from families where families.client_id = clients.client_id)
  order by expires_at, client_id limit $2`

const partsOfClients = ['client_secrets', 'client_members', 'grants', 'codes', 'activity', 'failures']

/** Deletes them with all that is kept of them; the last statement answers a row for each. */
export function forgetClients(at: number, most: number, now: number): readonly Statement[] {
  return [
    // Locks them: who allows one of them meanwhile, and so moves its end, finds it as it was or not at all.
    statement(`update clients set counter = counter where client_id in (${forgotten})`, at, most),
    tellOfForgotten(at, most, now),
    ...partsOfClients.map((table) =>
      statement(`delete from ${table} where client_id in (${forgotten})`, at, most),
    ),
    statement(`delete from clients where client_id in (${forgotten}) returning client_id`, at, most),
  ]
}

function tellOfForgotten(at: number, most: number, now: number): Statement {
  return statement(
    `insert into changes (id, at, kind, name)
     select cast($3 as text) || ' ' || client_id, cast($4 as bigint), 'client', client_id from (${forgotten}) as forgotten
     returning kind, name`,
    at,
    most,
    randomToken(96),
    now,
  )
}
