import type { SqlDriver, SqlValue, Statement } from '@latchkey/sql'
import type { AccountsStore, KeepsOperator } from '../accounts-store.ts'
import type { Audit } from '../audit-store.ts'
import type { Account, Page, State } from '../records.ts'
import { audited, type Provided } from './audit.ts'
import { change } from './changes.ts'
import { notices, ofOtherSessions, type Which } from './logout-notices.ts'
import { accountColumns, accountOf, containing, containingInJson, statement } from './rows.ts'

export function sqlAccountsStore(driver: SqlDriver, now: () => number): AccountsStore {
  const told: Told = (id, audit, isDone) => [
    change('account', id, now()),
    ...audited(audit, { kind: 'account', id }, now(), isDone),
  ]
  return {
    ...readingAccounts(driver),
    ...keepingOperators(driver, told, now),
    addAccount: async (account, audit) => {
      const isDone = { sql: 'exists (select 1 from accounts where id = $9)', values: [account.id] }
      const [added] = await driver.batch([insertAccount(account), ...told(account.id, audit, isDone)])
      return added !== undefined && added.length === 1
    },
    savePassword: async (id, passwordHash, options, audit) => {
      const isDone = {
        sql: 'exists (select 1 from accounts where id = $9 and password_hash = $10)',
        values: [id, passwordHash],
      }
      const [saved] = await driver.batch([
        ...savePassword(id, passwordHash, { ...options, now: now() }),
        ...told(id, audit, isDone),
      ])
      return saved !== undefined && saved.length === 1
    },
    deleteAccount: async (id, audit) => {
      const owned = await driver.read('select client_id from clients where owner_id = $1', [id])
      const apps = owned.map((row) => change('client', String(row.client_id), now()))
      const gone = notices({ sql: 'session_clients.account_id = $1', values: [id] }, now())
      await driver.batch([...gone, ...deleteAccount(id), ...apps, ...told(id, audit)])
    },
  }
}

/** What goes with a change of an account: word for the other processes, and the entry of the log. */
type Told = (id: string, audit: Audit | undefined, isDone?: Provided) => readonly Statement[]

function keepingOperators(
  driver: SqlDriver,
  told: Told,
  now: () => number,
): Pick<AccountsStore, 'saveProfile' | 'setAccountState'> {
  const alter = async (
    account: Statement,
    others: readonly Statement[],
    { keepsOperator }: Required<KeepsOperator>,
  ) => {
    const before = keepsOperator ? [lockOperators] : []
    const results = await driver.batch([...before, account, ...others])
    return results[before.length]?.length === 1
  }
  return {
    saveProfile: async (id, profile, audit, { keepsOperator = false } = {}) => {
      const isDone = {
        sql: 'exists (select 1 from accounts where id = $9 and roles = $10 and claims = $11)',
        values: [id, JSON.stringify(profile.roles), JSON.stringify(profile.claims)],
      }
      return alter(saveProfile(id, profile, { keepsOperator, now: now() }), told(id, audit, isDone), {
        keepsOperator,
      })
    },
    setAccountState: async (id, state, audit, { keepsOperator = false } = {}) => {
      const isDone = {
        sql: 'exists (select 1 from accounts where id = $9 and state = $10)',
        values: [id, state],
      }
      // Who cannot sign in is signed in to no app either; restored, the account signs in to them again.
      const apps = state === 'active' ? [] : notices(inState(id, state), now())
      const others = [...apps, ...told(id, audit, isDone)]
      return alter(setState(id, state, { keepsOperator }), others, { keepsOperator })
    },
  }
}

type Reading = Pick<AccountsStore, 'findAccount' | 'findAccountByEmail' | 'listAccounts' | 'searchAccounts'>

function readingAccounts(driver: SqlDriver): Reading {
  const select = (rest: string) => `select ${accountColumns} from accounts ${rest}`
  return {
    findAccount: async (id) => one(await driver.read(select('where id = $1'), [id])),
    findAccountByEmail: async (email) => one(await driver.read(select('where email = $1'), [email])),
    listAccounts: async () => (await driver.read(select('order by created_at, id'), [])).map(accountOf),
    searchAccounts: async (query) => (await driver.read(...searchAccounts(query))).map(accountOf),
  }
}

function searchAccounts({ text = '', before, most }: Page): [sql: string, values: readonly SqlValue[]] {
  const sql = `select ${accountColumns} from accounts where (created_at < $1 or (created_at = $1 and id < $2))
    and (email like lower($3) escape '!' or lower(claims) like lower($4) escape '!' or id = $5)
    order by created_at desc, id desc limit $6`
  const place = [before?.createdAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? '']
  return [sql, [...place, containing(text), containingInJson(text), text, most]]
}

/** The account's row goes last but for what hangs on it: its apps first find another owner. */
function deleteAccount(id: string): readonly Statement[] {
  const heir = `(select account_id from client_members where client_members.client_id = clients.client_id
    and role = 'developer' and account_id <> $1 order by created_at, account_id limit 1)`
  return [
    statement(`update clients set owner_id = ${heir} where owner_id = $1 and exists ${heir}`, id),
    statement(
      `update clients set state = 'ended', counter = counter + 1, owner_id = null where owner_id = $1 and state <> 'ended'`,
      id,
    ),
    ...['client_members', 'sessions', 'codes', 'families', 'grants'].map((table) =>
      statement(`delete from ${table} where account_id = $1`, id),
    ),
    statement('delete from accounts where id = $1', id),
  ]
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

const isOperator = `roles like '%"operator"%'`

/** Of two operators who take the role from each other at once, the second one waits here and sees what the first has done. */
const lockOperators = statement(`update accounts set counter = counter where ${isOperator}`)

/** That an active operator is left beside the account whose id is this parameter. */
function leavesOperator(parameter: string): string {
  return `exists (select 1 from accounts others where others.id <> ${parameter} and others.state = 'active' and others.${isOperator})`
}

function saveProfile(
  id: string,
  { roles, claims }: Pick<Account, 'roles' | 'claims'>,
  { keepsOperator, now }: Required<KeepsOperator> & { readonly now: number },
): Statement {
  const guard = keepsOperator && !roles.includes('operator') ? ` and ${leavesOperator('$3')}` : ''
  return statement(
    `update accounts set roles = $1, claims = $2, updated_at = case when claims = $2 then updated_at else $4 end
      where id = $3${guard} returning id`,
    JSON.stringify(roles),
    JSON.stringify(claims),
    id,
    now,
  )
}

function savePassword(
  id: string,
  passwordHash: string,
  {
    keepSession = '',
    replaces,
    now,
  }: { readonly keepSession?: string; readonly replaces?: string; readonly now: number },
): readonly Statement[] {
  const sql = 'update accounts set password_hash = $1 where id = $2'
  const isSaved = 'exists (select 1 from accounts where id = $1 and password_hash = $3)'
  const others = `delete from sessions where account_id = $1 and id_hash <> $2 and ${isSaved}`
  const theirs = { sql: `${ofOtherSessions} and ${isSaved}`, values: [id, keepSession, passwordHash] }
  return [
    replaces === undefined
      ? statement(`${sql} returning id`, passwordHash, id)
      : statement(`${sql} and password_hash = $3 returning id`, passwordHash, id, replaces),
    ...notices(theirs, now),
    statement(others, id, keepSession, passwordHash),
  ]
}

/** Its apps, if the account is in this state now. */
function inState(id: string, state: State): Which {
  const sql =
    'session_clients.account_id = $1 and exists (select 1 from accounts where id = $1 and state = $2)'
  return { sql, values: [id, state] }
}

function setState(id: string, state: State, { keepsOperator }: Required<KeepsOperator>): Statement {
  const guard = keepsOperator && state !== 'active' ? ` and ${leavesOperator('$2')}` : ''
  return statement(
    `update accounts set state = $1, counter = counter + case when $1 = 'ended' then 1 else 0 end
      where id = $2 and state <> 'ended'${guard} returning id`,
    state,
    id,
  )
}
