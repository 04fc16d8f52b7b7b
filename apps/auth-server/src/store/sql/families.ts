import { randomIdentifier } from '@latchkey/protocol'
import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { Audit } from '../audit-store.ts'
import type { Advance, Advanced, FamiliesStore } from '../families-store.ts'
import type { Counters, Family } from '../records.ts'
import { audited } from './audit.ts'
import { changeDetails } from './change-details.ts'
import { change } from './changes.ts'
import { familyColumns, familyOf, number, orNull, statement } from './rows.ts'

export function sqlFamiliesStore(driver: SqlDriver, now: () => number): FamiliesStore {
  const findBy =
    (column: string) =>
    async (value: string): Promise<Family | undefined> => {
      const [row] = await driver.read(`select ${familyColumns} from families where ${column} = $1`, [value])
      return row === undefined ? undefined : familyOf(row)
    }
  return {
    findFamily: findBy('id'),
    findFamilyBySecret: findBy('secret_hash'),
    findFamilyByToken: findBy('token_hash'),
    listFamilies: async (accountId, clientId) => {
      const sql = `select ${familyColumns} from families where account_id = $1 and client_id = $2 order by created_at`
      return (await driver.read(sql, [accountId, clientId])).map(familyOf)
    },
    listFamiliesOf: async (accountId, { mostPerApp, clientId = '' }) =>
      (await driver.read(listLiving, [accountId, clientId, now(), mostPerApp])).map(familyOf),
    advanceFamily: async (advance) =>
      movedOf(await driver.batch([moveStatement(advance)]), advance) ??
      advancedOf(await driver.batch(advanceStatements(advance)), advance),
    findCounters: async (familyId) => {
      const { sql, values } = familyCounters(familyId)
      const [row] = await driver.read(sql, values)
      return row === undefined ? undefined : countersOf(row)
    },
    endFamily: async (id, audit) => {
      const entry = audit === undefined ? [] : toldOfEnd(await findBy('id')(id), audit, now())
      await driver.batch([...entry, endFamily(id, now()), change('family', id, now())])
    },
    changeDetails: (accountId, familyId, details, audit) =>
      changeDetails(driver, now, { accountId, familyId, details, audit }),
    touchFamilies: async (uses) => {
      await driver.batch(uses.map(touchFamily))
    },
    countSkippedGenerations: async () => {
      const [row] = await driver.read('select count(*) as n from families where generations_skipped > 0', [])
      return row === undefined ? 0 : number(row, 'n')
    },
  }
}

/** Told before the end, and only of a connection that lives. */
function toldOfEnd(family: Family | undefined, audit: Audit, now: number): readonly Statement[] {
  if (family === undefined) return []
  const { id, clientId } = family
  const isLiving = { sql: `exists (select 1 from families where id = $9 and state <> 'ended')`, values: [id] }
  return audited(audit, { kind: 'client', id: clientId }, now, isLiving)
}

/** As `countersSelect` has it, but for the state of account and client, which may be restored. */
const listLiving = `
  select ${familyColumns} from (
    select ${familyColumns}, row_number() over (partition by client_id order by coalesce(last_used_at, created_at) desc, id) as place
    from families
    where account_id = $1 and ($2 = '' or client_id = $2) and state = 'active' and ends_at > $3
      and exists (select 1 from grants where grants.account_id = families.account_id
        and grants.client_id = families.client_id and grants.state <> 'ended'
        and grants.counter = families.grant_counter)
  ) as living where place <= $4 order by created_at, id`

const countersSelect = `
  select clients.counter as client, accounts.counter as account, grants.counter as allowed, families.counter as family,
    families.generation as generation, families.rotated_at as rotated_at
  from families
  join clients on clients.client_id = families.client_id and clients.state = 'active'
  join accounts on accounts.id = families.account_id and accounts.state = 'active'
  join grants on grants.account_id = families.account_id and grants.client_id = families.client_id
    and grants.state = 'active' and grants.counter = families.grant_counter
  where families.state = 'active' and `

/**
 * The counters of everything above a family; no row when any of it is not active, or when the grant was ended since: a
 * client that is allowed anew does not get its old connections back.
 */
export function familyCounters(familyId: string): Statement {
  return statement(`${countersSelect} families.id = $1`, familyId)
}

export function countersOf(row: Row): Counters {
  return {
    client: number(row, 'client'),
    account: number(row, 'account'),
    grant: number(row, 'allowed'),
    family: number(row, 'family'),
  }
}

/** Whether account, client and grant of a row of this table are active. */
export function isAllowedStill(table: 'codes' | 'families'): string {
  return `exists (select 1 from accounts where accounts.id = ${table}.account_id and accounts.state = 'active')
    and exists (select 1 from clients where clients.client_id = ${table}.client_id and clients.state = 'active')
    and exists (select 1 from grants where grants.account_id = ${table}.account_id
      and grants.client_id = ${table}.client_id and grants.state = 'active')`
}

const isStale = `secret_hash = $1 and state = 'active' and (generation > $2 or (generation = $2 and rotated_at < $3))`

/** The first of the statements below; alone it is the whole answer to nearly every refresh. */
function moveStatement(advance: Advance): Statement {
  const binds = advance.binds === undefined ? [] : [JSON.stringify(advance.binds)]
  return statement(
    `update families set generations_skipped = generations_skipped + ($1 - generation), generation = $2,
       rotated_at = $3, refresh_expires_at = $4, ends_at = $5, last_used_at = $3${binds.length > 0 ? ', document = $7' : ''}
     where secret_hash = $6 and generation <= $1 and state = 'active' and ${isAllowedStill('families')}
     returning counter as family,
       (select counter from clients where clients.client_id = families.client_id) as client,
       (select counter from accounts where accounts.id = families.account_id) as account,
       (select counter from grants where grants.account_id = families.account_id
         and grants.client_id = families.client_id and grants.counter = families.grant_counter) as allowed`,
    advance.presented,
    advance.presented + 1,
    advance.now,
    advance.refreshExpiresAt,
    advance.endsAt,
    advance.secretHash,
    ...binds,
  )
}

/** `undefined` when the row did not move, or is of a grant that was ended since: then the whole batch decides. */
function movedOf([rows]: readonly (readonly Row[])[], { presented, now }: Advance): Advanced | undefined {
  const row = rows?.[0]
  if (row === undefined || row.allowed === null) return undefined
  return { outcome: 'advanced', generation: presented + 1, rotatedAt: now, counters: countersOf(row) }
}

/**
 * A generation that is the row's, or above it (a restored backup), moves the row; the one before within its window
 * changes nothing; anything older ends the family. `rotated_at` is never moved by a repeat, and nothing moves while the
 * account, client or grant is suspended: its tokens are as good as before when it is restored.
 */
function advanceStatements(advance: Advance): readonly Statement[] {
  const { secretHash, presented, now, reuseMillis } = advance
  const staleBefore = reuseMillis === Number.POSITIVE_INFINITY ? -1 : now - reuseMillis
  const stale = [secretHash, presented + 1, staleBefore] as const
  return [
    moveStatement(advance),
    statement(
      `update families set state = 'ended', counter = counter + 1, ends_at = $4 where ${isStale} returning id`,
      ...stale,
      now,
    ),
    statement(
      `insert into changes (id, at, kind, name)
       select $1, $2, 'family', id from families where secret_hash = $3 and state = 'ended' returning kind, name`,
      randomIdentifier(96),
      now,
      secretHash,
    ),
    statement(`${countersSelect} families.secret_hash = $1`, secretHash),
  ]
}

function advancedOf(results: readonly (readonly Row[])[], advance: Advance): Advanced {
  if (results[1]?.[0] !== undefined) return { outcome: 'replayed' }
  const row = results[3]?.[0]
  if (row === undefined) return { outcome: 'refused' }
  const rotatedAt = number(row, 'rotated_at')
  return { outcome: 'advanced', generation: advance.presented + 1, rotatedAt, counters: countersOf(row) }
}

/** A row that has ended is swept: a token whose family is not there counts as little as one whose family has ended. */
function endFamily(id: string, now: number): Statement {
  return statement(
    `update families set state = 'ended', counter = counter + 1, ends_at = $1 where id = $2 and state <> 'ended'`,
    now,
    id,
  )
}

function touchFamily(use: Parameters<FamiliesStore['touchFamilies']>[0][number]): Statement {
  return statement(
    `update families set last_used_at = $1, refresh_expires_at = coalesce($2, refresh_expires_at),
       ends_at = case when ends_at < $3 then $3 else ends_at end
     where id = $4 and state <> 'ended'`,
    use.at,
    orNull(use.refreshExpiresAt),
    use.endsAt,
    use.id,
  )
}
