import { randomToken } from '@latchkey/protocol'
import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import { grantName } from '../grant-name.ts'
import type { GrantsStore, NewFamily, Redemption } from '../grants-store.ts'
import type { Code, Grant } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { countersOf, familyCounters, isAllowedStill } from './families.ts'
import {
  codeColumns,
  codeOf,
  type FamilyDocument,
  grantColumns,
  grantOf,
  number,
  orNull,
  statement,
} from './rows.ts'

/** A spent code stays this long, so that a replay still finds what it had bought. */
const spentMillis = 600_000

export function sqlGrantsStore(driver: SqlDriver, now: () => number): GrantsStore {
  return {
    findGrant: async (accountId, clientId) => {
      const sql = `select ${grantColumns} from grants where account_id = $1 and client_id = $2`
      const [row] = await driver.read(sql, [accountId, clientId])
      return row === undefined ? undefined : grantOf(row)
    },
    listGrants: async (accountId) => {
      const sql = `select ${grantColumns} from grants where account_id = $1 and state <> 'ended' order by created_at`
      return (await driver.read(sql, [accountId])).map(grantOf)
    },
    saveGrant: async (grant) => {
      await driver.batch([upsertGrant(grant, now()), change('grant', grantName(grant), now())])
    },
    endGrant: async (accountId, clientId, audit) => {
      await driver.batch([
        ...endGrant(accountId, clientId),
        change('grant', grantName({ accountId, clientId }), now()),
        ...audited(audit, { kind: 'client', id: clientId }, now()),
      ])
    },
    endGrants: async (accountId, audit) => {
      await driver.batch([
        ...endGrants(accountId, now()),
        ...audited(audit, { kind: 'account', id: accountId }, now()),
      ])
    },
    saveCode: async (code) => {
      await driver.batch([insertCode(code)])
    },
    findCode: async (hash) => {
      const [row] = await driver.read(`select ${codeColumns} from codes where hash = $1`, [hash])
      return row === undefined ? undefined : codeOf(row)
    },
    redeemCode: async (hash, family, at) =>
      redemptionOf(await driver.batch(redeem(hash, family, at)), family.id, at),
  }
}

function endGrant(accountId: string, clientId: string): readonly Statement[] {
  const sql = `update grants set state = 'ended', counter = counter + 1 where account_id = $1 and client_id = $2 and state <> 'ended'`
  // A code that is still under way would begin a connection after the person had said no.
  const codes = 'delete from codes where account_id = $1 and client_id = $2 and family_id is null'
  return [statement(sql, accountId, clientId), statement(codes, accountId, clientId)]
}

function endGrants(accountId: string, now: number): readonly Statement[] {
  return [
    statement(
      `update grants set state = 'ended', counter = counter + 1 where account_id = $1 and state <> 'ended'`,
      accountId,
    ),
    statement('delete from codes where account_id = $1 and family_id is null', accountId),
    // The name that `grantName` gives.
    statement(
      `insert into changes (id, at, kind, name)
       select cast($1 as text) || ' ' || client_id, cast($2 as bigint), 'grant', account_id || ' ' || client_id
       from grants where account_id = $3 returning kind, name`,
      randomToken(96),
      now,
      accountId,
    ),
  ]
}

/** Every account that has allowed the app is asked again; its connections have a scope of their own, and go on. */
export function forgetConsents(clientId: string, now: number): readonly Statement[] {
  return [
    statement(`update grants set scope = '[]', claims = null where client_id = $1`, clientId),
    // The name that `grantName` gives.
    statement(
      `insert into changes (id, at, kind, name)
       select cast($1 as text) || ' ' || account_id, cast($2 as bigint), 'grant', account_id || ' ' || client_id
       from grants where client_id = $3 returning kind, name`,
      randomToken(96),
      now,
      clientId,
    ),
  ]
}

function upsertGrant(grant: Omit<Grant, 'state' | 'counter'>, now: number): Statement {
  return statement(
    `insert into grants (account_id, client_id, scope, details, state, counter, created_at, updated_at, claims)
     values ($1, $2, $3, $4, 'active', 0, $5, $6, $7)
     on conflict (account_id, client_id) do update set scope = excluded.scope, details = excluded.details,
       claims = excluded.claims, state = 'active', updated_at = excluded.updated_at`,
    grant.accountId,
    grant.clientId,
    JSON.stringify(grant.scope),
    JSON.stringify(grant.details),
    grant.createdAt,
    now,
    grant.claims === undefined || grant.claims.length === 0 ? null : JSON.stringify(grant.claims),
  )
}

function insertCode(code: Omit<Code, 'familyId'>): Statement {
  const { hash, clientId, accountId, expiresAt, ...document } = code
  return statement(
    'insert into codes (hash, client_id, account_id, document, expires_at, swept_after) values ($1, $2, $3, $4, $5, $6)',
    hash,
    clientId,
    accountId,
    JSON.stringify(document),
    expiresAt,
    expiresAt,
  )
}

/** The family that this code had bought for somebody before. */
const isReplayed = `state <> 'ended' and id = (select family_id from codes where hash = $1 and family_id <> $2)`

/** Spend, begin the family if that won, end the older family if it lost, and look. */
function redeem(hash: string, family: NewFamily, at: number): readonly Statement[] {
  return [
    statement(
      `update codes set family_id = $1, swept_after = $2 where hash = $3 and family_id is null and expires_at > $4
       and ${isAllowedStill('codes')}`,
      family.id,
      at + spentMillis,
      hash,
      at,
    ),
    insertFamily(family, hash),
    statement(
      `insert into changes (id, at, kind, name) select $3, $4, 'family', id from families where ${isReplayed} returning kind, name`,
      hash,
      family.id,
      randomToken(96),
      at,
    ),
    statement(
      `update families set state = 'ended', counter = counter + 1, ends_at = $3 where ${isReplayed}`,
      hash,
      family.id,
      at,
    ),
    statement('select family_id, expires_at from codes where hash = $1', hash),
    familyCounters(family.id),
  ]
}

function insertFamily(family: NewFamily, codeHash: string): Statement {
  return statement(
    `insert into families (id, secret_hash, token_hash, client_id, account_id, scope, scope_text, audience, details,
       grant_counter, generation, rotated_at, generations_skipped, token_expires_at, refresh_expires_at, refresh_ends_at, ends_at,
       signed_in_at, state, counter, created_at, document)
     select $1, $2, $3, codes.client_id, codes.account_id, $4, $5, $6, $7, grants.counter, 0, 0, 0, $8, $9, $10, $11, $12, 'active', 0, $13, $15
     from codes join grants on grants.account_id = codes.account_id and grants.client_id = codes.client_id
     where codes.hash = $14 and codes.family_id = $1`,
    family.id,
    orNull(family.secretHash),
    orNull(family.tokenHash),
    JSON.stringify(family.scope),
    family.scopeText,
    JSON.stringify(family.audience),
    JSON.stringify(family.details),
    orNull(family.tokenExpiresAt),
    orNull(family.refreshExpiresAt),
    orNull(family.refreshEndsAt),
    family.endsAt,
    family.signedInAt,
    family.createdAt,
    codeHash,
    documentOf(family),
  )
}

/** Nothing where there is nothing to keep: most connections have no document. */
function documentOf({ confirmation, authentication }: NewFamily): string | null {
  const document: FamilyDocument = { confirmation, authentication }
  return confirmation === undefined && authentication === undefined ? null : JSON.stringify(document)
}

function redemptionOf(results: readonly (readonly Row[])[], familyId: string, now: number): Redemption {
  const code = results[4]?.[0]
  const counters = results[5]?.[0]
  if (code === undefined) return { outcome: 'unknown' }
  if (code.family_id === familyId) {
    return counters === undefined
      ? { outcome: 'refused' }
      : { outcome: 'redeemed', counters: countersOf(counters) }
  }
  if (code.family_id !== null) return { outcome: 'spent' }
  return { outcome: number(code, 'expires_at') > now ? 'refused' : 'expired' }
}
