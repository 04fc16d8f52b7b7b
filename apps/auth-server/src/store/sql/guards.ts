import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { GuardsStore } from '../guards-store.ts'
import type { Throttle } from '../records.ts'
import { change, changeOf } from './changes.ts'
import { forgetClients } from './forgotten-clients.ts'
import { number, statement } from './rows.ts'

/** Changes are kept for a minute; processes look back five seconds. */
const changesKept = 60_000
const day = 86_400_000
const failuresKept = 14 * day
const activityKept = 92 * day
/** Clients at once: each has rows in several tables. */
const mostForgotten = 100

export function sqlGuardsStore(driver: SqlDriver, now: () => number): GuardsStore {
  return {
    firstUse: async (name, expiresAt, at) => {
      const [rows] = await driver.batch([useOnce(name, expiresAt, at)])
      return rows !== undefined && rows.length === 1
    },
    findThrottle: async (name) =>
      throttleOf(
        await driver.read('select failures, last_failure_at from throttles where name = $1', [name]),
      ),
    countFailure: async (name, at, forgetAfter) => {
      const [rows] = await driver.batch([countFailure(name, at, forgetAfter)])
      return throttleOf(rows ?? []) ?? { failures: 1, lastFailureAt: at }
    },
    clearThrottle: async (name) => {
      await driver.batch([statement('delete from throttles where name = $1', name)])
    },
    revokeToken: async (jti, expiresAt) => {
      const sql = 'insert into revoked_tokens (jti, expires_at) values ($1, $2) on conflict do nothing'
      await driver.batch([statement(sql, jti, expiresAt), change('token', jti, now())])
    },
    isTokenRevoked: async (jti) =>
      (await driver.read('select 1 from revoked_tokens where jti = $1', [jti])).length > 0,
    listChanges: async (after) =>
      (await driver.read('select kind, name from changes where at >= $1', [after])).map(changeOf),
    sweep: async (at, most) => {
      const statements = [
        ...sweeps.map(([sql, grace]) => statement(sql, at - grace, most)),
        ...forgetClients(at, Math.min(most, mostForgotten), now()),
      ]
      const results = await driver.batch(statements)
      const deleted = results.filter((_, index) => statements[index]?.sql.startsWith('delete'))
      return deleted.reduce((sum, rows) => sum + rows.length, 0)
    },
  }
}

/** Inserting, or taking over a row whose time is over, is the first use. */
function useOnce(name: string, expiresAt: number, now: number): Statement {
  return statement(
    `insert into used_once (name, expires_at) values ($1, $2)
     on conflict (name) do update set expires_at = excluded.expires_at where used_once.expires_at <= $3 returning name`,
    name,
    expiresAt,
    now,
  )
}

function countFailure(name: string, now: number, forgetAfter: number): Statement {
  return statement(
    `insert into throttles (name, failures, last_failure_at, swept_after) values ($1, 1, $2, $3)
     on conflict (name) do update set
       failures = case when throttles.last_failure_at < $4 then 1 else throttles.failures + 1 end,
       last_failure_at = excluded.last_failure_at, swept_after = excluded.swept_after
     returning failures, last_failure_at`,
    name,
    now,
    now + forgetAfter,
    now - forgetAfter,
  )
}

function throttleOf(rows: readonly Row[]): Throttle | undefined {
  const [row] = rows
  return row && { failures: number(row, 'failures'), lastFailureAt: number(row, 'last_failure_at') }
}

function sweepOf(table: string, key: string, time: string): string {
  return `delete from ${table} where ${key} in (select ${key} from ${table} where ${time} <= $1 limit $2) returning ${key}`
}

/** Its key has four parts: SQLite and PostgreSQL both compare them as a row. */
const sweepOfActivity = `delete from activity where (client_id, hour, kind, name) in
  (select client_id, hour, kind, name from activity where hour <= $1 limit $2) returning hour`

/** A session that goes on under a new sign-in outlasts the time that its apps were noted with. */
const sweepOfSessionClients = `delete from session_clients where (session_id, client_id) in
  (select session_id, client_id from session_clients where swept_after <= $1
   and not exists (select 1 from sessions where sessions.session_id = session_clients.session_id) limit $2) returning client_id`

/** What is over, with the time that it is kept beyond its end. */
const sweeps: readonly (readonly [sql: string, grace: number])[] = [
  [sweepOf('codes', 'hash', 'swept_after'), 0],
  [sweepOf('pushed_requests', 'hash', 'swept_after'), 0],
  [sweepOf('families', 'id', 'ends_at'), 0],
  [sweepOf('sessions', 'id_hash', 'expires_at'), 0],
  [sweepOfSessionClients, 0],
  [sweepOf('throttles', 'name', 'swept_after'), 0],
  [sweepOf('used_once', 'name', 'expires_at'), 0],
  [sweepOf('revoked_tokens', 'jti', 'expires_at'), 0],
  [sweepOf('changes', 'id', 'at'), changesKept],
  [sweepOf('failures', 'id', 'at'), failuresKept],
  [sweepOfActivity, activityKept],
]
