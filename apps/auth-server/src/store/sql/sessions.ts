import type { SqlDriver, Statement } from '@latchkey/sql'
import type { SessionsStore } from '../accounts-store.ts'
import type { Session } from '../records.ts'
import { audited } from './audit.ts'
import { notices, ofOtherSessions } from './logout-notices.ts'
import { orNull, sessionColumns, sessionOf, statement, text } from './rows.ts'

export function sqlSessionsStore(driver: SqlDriver, now: () => number): SessionsStore {
  return {
    ...readingSessions(driver),
    saveSession: async (session, { replaces } = {}) => {
      const before = replaces === undefined ? [] : replace(replaces, session, now())
      await driver.batch([...before, insertSession(session)])
    },
    nameSession: async (idHash, sessionId) => {
      const sql =
        'update sessions set session_id = coalesce(session_id, $1) where id_hash = $2 returning session_id'
      const [rows] = await driver.batch([statement(sql, sessionId, idHash)])
      return rows?.[0] === undefined ? undefined : text(rows[0], 'session_id')
    },
    touchSession: async (idHash, lastSeenAt, expiresAt) => {
      const sql = 'update sessions set last_seen_at = $1, expires_at = $2 where id_hash = $3'
      await driver.batch([statement(sql, lastSeenAt, expiresAt, idHash)])
    },
    endSession: async (idHash) => {
      const [, apps = []] = await driver.batch([
        ...notices({ sql: ofSession, values: [idHash] }, now()),
        deleteSession(idHash),
      ])
      return apps.map((row) => text(row, 'client_id'))
    },
    endSessions: async (accountId, { keep = '' }, audit) => {
      const sql = 'delete from sessions where account_id = $1 and id_hash <> $2'
      const values = [accountId, keep]
      await driver.batch([
        ...notices({ sql: ofOtherSessions, values }, now()),
        statement(sql, ...values),
        ...audited(audit, { kind: 'account', id: accountId }, now()),
      ])
    },
  }
}

function readingSessions(driver: SqlDriver): Pick<SessionsStore, 'findSession' | 'listSessions'> {
  return {
    findSession: async (idHash) => {
      const [row] = await driver.read(`select ${sessionColumns} from sessions where id_hash = $1`, [idHash])
      return row === undefined ? undefined : sessionOf(row)
    },
    listSessions: async (accountId) => {
      const sql = `select ${sessionColumns} from sessions where account_id = $1 order by signed_in_at desc`
      return (await driver.read(sql, [accountId])).map(sessionOf)
    },
  }
}

const ofSession = 'session_clients.session_id = (select session_id from sessions where id_hash = $1)'

/** Of a session that goes on under its `sid` no app hears anything. */
function replace(idHash: string, { sessionId }: Session, now: number): readonly Statement[] {
  const isAnother = {
    sql: `${ofSession} and session_clients.session_id <> $2`,
    values: [idHash, sessionId ?? ''],
  }
  return [...notices(isAnother, now), deleteSession(idHash)]
}

function deleteSession(idHash: string): Statement {
  return statement('delete from sessions where id_hash = $1', idHash)
}

function insertSession(session: Session): Statement {
  return statement(
    `insert into sessions (id_hash, account_id, signed_in_at, last_seen_at, expires_at, session_id)
     values ($1, $2, $3, $4, $5, $6)`,
    session.idHash,
    session.accountId,
    session.signedInAt,
    session.lastSeenAt,
    session.expiresAt,
    orNull(session.sessionId),
  )
}
