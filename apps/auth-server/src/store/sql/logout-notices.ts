import type { Row, SqlDriver, SqlValue, Statement } from '@latchkey/sql'
import {
  type JoinedSession,
  type LogoutNotice,
  type LogoutNoticesStore,
  mostNoticeAttempts,
  noticeWaits,
} from '../logout-notices-store.ts'
import { number, statement, text } from './rows.ts'

export function sqlLogoutNoticesStore(driver: SqlDriver): LogoutNoticesStore {
  return {
    joinSession: async (joined) => {
      await driver.batch([join(joined)])
    },
    takeLogoutNotices: async (now, most) => {
      // Mostly there are none, and looking costs no transaction.
      const due = await driver.read('select 1 as due from logout_notices where due_at <= $1 limit 1', [now])
      if (due.length === 0) return []
      const [taken = []] = await driver.batch([take(now, most)])
      return taken.map(noticeOf)
    },
    dropLogoutNotice: async ({ sessionId, clientId }) => {
      const sql = 'delete from logout_notices where session_id = $1 and client_id = $2'
      await driver.batch([statement(sql, sessionId, clientId)])
    },
  }
}

/** Only while the session lives: of one that has ended meanwhile nobody would hear any more. */
function join({ sessionId, clientId, accountId, endsAt }: JoinedSession): Statement {
  return statement(
    `insert into session_clients (session_id, client_id, account_id, swept_after)
     select cast($1 as text), cast($2 as text), cast($3 as text), cast($4 as bigint)
     where exists (select 1 from sessions where session_id = $1)
     on conflict (session_id, client_id) do update set swept_after = excluded.swept_after`,
    sessionId,
    clientId,
    accountId,
    endsAt,
  )
}

const wait = `case attempts ${noticeWaits.map((millis, taken) => `when ${taken} then ${millis}`).join(' ')} else ${noticeWaits.at(-1)} end`

/**
 * The time is asked for twice: whoever had to wait for another taker looks again at the row as that one left it. Apps that nobody
 * has verified come last: anybody can make many of them that answer slowly.
 */
function take(now: number, most: number): Statement {
  return statement(
    `update logout_notices set attempts = attempts + 1, due_at = $1 + ${wait}
     where due_at <= $1 and (session_id, client_id) in
       (select session_id, client_id from logout_notices where due_at <= $1
        order by coalesce((select verified from clients where clients.client_id = logout_notices.client_id), 0) desc, due_at
        limit $2)
     returning session_id, client_id, account_id, created_at, attempts`,
    now,
    most,
  )
}

function noticeOf(row: Row): LogoutNotice {
  return {
    clientId: text(row, 'client_id'),
    accountId: text(row, 'account_id'),
    sessionId: text(row, 'session_id'),
    createdAt: number(row, 'created_at'),
    attempts: Math.min(number(row, 'attempts'), mostNoticeAttempts),
  }
}

/** Of which sessions: a condition on `session_clients`. */
export interface Which {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/**
 * Goes into the batch that ends these sessions, before their rows are gone: a notice for each app that has an address for
 * it, and nothing is known of the apps afterwards. The rows of the second statement are all the apps that were signed in to.
 */
export function notices({ sql, values }: Which, now: number): readonly Statement[] {
  const time = `cast($${values.length + 1} as bigint)`
  const insert = `insert into logout_notices (session_id, client_id, account_id, created_at, attempts, due_at)
    select session_clients.session_id, session_clients.client_id, session_clients.account_id, ${time}, 0, ${time}
    from session_clients join clients on clients.client_id = session_clients.client_id
    where clients.document like '%"backchannelLogoutUri":%' and ${sql}
    on conflict (session_id, client_id) do nothing`
  const remove = `delete from session_clients where ${sql} returning client_id`
  return [statement(insert, ...values, now), statement(remove, ...values)]
}

/** Of all sessions of the account `$1` but the one whose hash is `$2`. */
export const ofOtherSessions = `session_clients.account_id = $1 and not exists
  (select 1 from sessions where sessions.id_hash = $2 and sessions.session_id = session_clients.session_id)`
