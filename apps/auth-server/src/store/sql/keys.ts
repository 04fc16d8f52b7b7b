import type { SqlDriver, Statement } from '@latchkey/sql'
import type { KeysStore } from '../keys-store.ts'
import type { KeyRecord } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { keyColumns, keyOf, orNull, statement } from './rows.ts'

export function sqlKeysStore(driver: SqlDriver, now: () => number): KeysStore {
  return {
    listKeys: async () =>
      (await driver.read(`select ${keyColumns} from keys order by usable_at, id`, [])).map(keyOf),
    addFirstKey: async (key) => {
      const [added] = await driver.batch([insertFirst(key), change('key', key.id, now())])
      return added !== undefined && added.length === 1
    },
    addKey: async (key, audit) => {
      const retire = 'update keys set retired_at = $1 where kind = $2 and id <> $3 and retired_at is null'
      await driver.batch([
        insertKey(key),
        statement(retire, key.usableAt, key.kind, key.id),
        change('key', key.id, now()),
        ...audited(audit, { kind: 'key', id: key.id }, now()),
      ])
    },
    endKey: async (id, at, audit) => {
      const end =
        'update keys set ended_at = $1, retired_at = coalesce(retired_at, $1) where id = $2 and ended_at is null'
      const told = [change('key', id, now()), ...audited(audit, { kind: 'key', id }, now())]
      await driver.batch([statement(end, at, id), ...told])
    },
  }
}

const columns = 'id, kind, wrapped, public_jwk, created_at, usable_at'

function valuesOf(key: KeyRecord): Statement['values'] {
  const publicJwk = key.publicJwk === undefined ? undefined : JSON.stringify(key.publicJwk)
  return [key.id, key.kind, key.wrapped, orNull(publicJwk), key.createdAt, key.usableAt]
}

function insertKey(key: KeyRecord): Statement {
  return statement(`insert into keys (${columns}) values ($1, $2, $3, $4, $5, $6)`, ...valuesOf(key))
}

/** The id of a kind's first key is made from its kind, so that two processes that start at once cannot both add one. */
function insertFirst(key: KeyRecord): Statement {
  const sql = `insert into keys (${columns}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`
  return statement(sql, ...valuesOf(key))
}
