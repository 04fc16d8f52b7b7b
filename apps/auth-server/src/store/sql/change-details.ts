import { covers, followedAccess, type HomeAccess } from '@latchkey/protocol'
import { DatabaseUnavailable, type SqlDriver, type Statement } from '@latchkey/sql'
import type { Audit } from '../audit-store.ts'
import { grantName } from '../grant-name.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { parsed, statement, text } from './rows.ts'

export interface DetailsChange {
  readonly accountId: string
  readonly familyId: string
  readonly details: readonly HomeAccess[]
  readonly audit: Audit | undefined
}

/** Each time that this loses, somebody else has changed the same connection, or was asked anew, at the very same moment. */
const mostAttempts = 16

/** See `FamiliesStore.changeDetails`. */
export async function changeDetails(
  driver: SqlDriver,
  now: () => number,
  wanted: DetailsChange,
): Promise<boolean> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const held = await findHeld(driver, now(), wanted)
    if (held === undefined) return false
    const results = await driver.batch(changeStatements(held, wanted, now()))
    if (results[1]?.[0] !== undefined) return true
  }
  throw new DatabaseUnavailable('A connection is being changed too often at once.')
}

/** The two rows as they were read, in the very words of the database: they change only if nobody has changed them since. */
interface Held {
  readonly clientId: string
  readonly family: string
  readonly grant: string
  readonly isTaken: boolean
  readonly remembered: readonly HomeAccess[]
}

const isLiving = `families.id = $1 and families.account_id = $2 and families.state = 'active' and families.ends_at > $3`
const isAllowed = `grants.account_id = families.account_id and grants.client_id = families.client_id
  and grants.state <> 'ended' and grants.counter = families.grant_counter`

async function findHeld(driver: SqlDriver, now: number, wanted: DetailsChange): Promise<Held | undefined> {
  const sql = `select families.client_id as client_id, families.details as held, grants.details as remembered
    from families join grants on ${isAllowed} where ${isLiving}`
  const [row] = await driver.read(sql, [wanted.familyId, wanted.accountId, now])
  if (row === undefined) return undefined
  const before = parsed<readonly HomeAccess[]>(row, 'held')
  return {
    clientId: text(row, 'client_id'),
    family: text(row, 'held'),
    grant: text(row, 'remembered'),
    isTaken: !covers(wanted.details, before),
    remembered: followedAccess(parsed(row, 'remembered'), before, wanted.details),
  }
}

/** The grant is first: whoever changes any connection of it waits for its row, and then finds the others as they are. */
function changeStatements(held: Held, wanted: DetailsChange, now: number): readonly Statement[] {
  const { accountId, familyId, audit } = wanted
  const { clientId } = held
  const details = JSON.stringify(wanted.details)
  const remembered = JSON.stringify(held.remembered)
  const isChanged = {
    sql: `exists (select 1 from families where id = $9 and details = $10 and state = 'active')`,
    values: [familyId, details],
  }
  return [
    statement(
      `update grants set details = $4 where account_id = $2 and client_id = $5 and details = $6
         and exists (select 1 from families where ${isLiving} and families.details = $7 and ${isAllowed})`,
      ...[familyId, accountId, now, remembered, clientId, held.grant, held.family],
    ),
    statement(
      `update families set details = $4 where ${isLiving} and details = $5
         and exists (select 1 from grants where ${isAllowed} and grants.details = $6) returning id`,
      ...[familyId, accountId, now, details, held.family, remembered],
    ),
    ...(held.isTaken ? [endCodes(accountId, clientId)] : []),
    change('family', familyId, now),
    change('grant', grantName({ accountId, clientId }), now),
    ...audited(audit, { kind: 'client', id: clientId }, now, isChanged),
  ]
}

/** A code that is under way holds what was allowed before. */
function endCodes(accountId: string, clientId: string): Statement {
  return statement(
    'delete from codes where account_id = $1 and client_id = $2 and family_id is null',
    accountId,
    clientId,
  )
}
