import type { SqlDriver, Statement } from '@latchkey/sql'
import type { AccountsStore, SessionsStore } from '../accounts-store.ts'
import type { Account, Session, State } from '../records.ts'
import { change } from './changes.ts'
import { accountColumns, accountOf, sessionColumns, sessionOf, statement } from './rows.ts'

export function sqlAccountsStore(driver: SqlDriver, now: () => number): AccountsStore {
  return {
    findAccount: async (id) =>
      one(await driver.read(`select ${accountColumns} from accounts where id = $1`, [id])),
    findAccountByEmail: async (email) =>
      one(await driver.read(`select ${accountColumns} from accounts where email = $1`, [email])),
    listAccounts: async () =>
      (await driver.read(`select ${accountColumns} from accounts order by created_at, id`, [])).map(
        accountOf,
      ),
    addAccount: async (account) => {
      const [added] = await driver.batch([insertAccount(account), change('account', account.id, now())])
      return added !== undefined && added.length === 1
    },
    saveProfile: async (id, profile) => {
      await driver.batch([saveProfile(id, profile), change('account', id, now())])
    },
    savePassword: async (id, passwordHash, { keepSession = '', replaces }) => {
      const [saved] = await driver.batch([
        savePassword(id, passwordHash, replaces),
        statement(
          `delete from sessions where account_id = $1 and id_hash <> $2
           and exists (select 1 from accounts where id = $1 and password_hash = $3)`,
          id,
          keepSession,
          passwordHash,
        ),
        change('account', id, now()),
      ])
      return saved !== undefined && saved.length === 1
    },
    setAccountState: async (id, state) => {
      await driver.batch([setState(id, state), change('account', id, now())])
    },
  }
}

function one(rows: Awaited<ReturnType<SqlDriver['read']>>): Account | undefined {
  return rows[0] === undefined ? undefined : accountOf(rows[0])
}

function insertAccount(account: Account): Statement {
  return statement(
    `insert into accounts (id, email, password_hash, roles, claims, state, counter, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    account.id,
    account.email,
    account.passwordHash,
    JSON.stringify(account.roles),
    JSON.stringify(account.claims),
    account.state,
    account.counter,
    account.createdAt,
  )
}

function saveProfile(id: string, profile: Pick<Account, 'roles' | 'claims'>): Statement {
  const { roles, claims } = profile
  return statement(
    'update accounts set roles = $1, claims = $2 where id = $3',
    JSON.stringify(roles),
    JSON.stringify(claims),
    id,
  )
}

function savePassword(id: string, passwordHash: string, replaces: string | undefined): Statement {
  const sql = 'update accounts set password_hash = $1 where id = $2'
  return replaces === undefined
    ? statement(`${sql} returning id`, passwordHash, id)
    : statement(`${sql} and password_hash = $3 returning id`, passwordHash, id, replaces)
}

function setState(id: string, state: State): Statement {
  return statement(
    `update accounts set state = $1, counter = counter + case when $1 = 'ended' then 1 else 0 end where id = $2 and state <> 'ended'`,
    state,
    id,
  )
}

export function sqlSessionsStore(driver: SqlDriver): SessionsStore {
  return {
    findSession: async (idHash) => {
      const [row] = await driver.read(`select ${sessionColumns} from sessions where id_hash = $1`, [idHash])
      return row === undefined ? undefined : sessionOf(row)
    },
    saveSession: async (session) => {
      await driver.batch([insertSession(session)])
    },
    touchSession: async (idHash, lastSeenAt, expiresAt) => {
      const sql = 'update sessions set last_seen_at = $1, expires_at = $2 where id_hash = $3'
      await driver.batch([statement(sql, lastSeenAt, expiresAt, idHash)])
    },
    endSession: async (idHash) => {
      await driver.batch([statement('delete from sessions where id_hash = $1', idHash)])
    },
  }
}

function insertSession(session: Session): Statement {
  return statement(
    'insert into sessions (id_hash, account_id, signed_in_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $5)',
    session.idHash,
    session.accountId,
    session.signedInAt,
    session.lastSeenAt,
    session.expiresAt,
  )
}
