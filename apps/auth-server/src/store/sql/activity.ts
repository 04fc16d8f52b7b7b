import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { ActivityCount, ActivityKind, ActivityStore, Failure } from '../activity-store.ts'
import { mostFailuresOfClient } from '../activity-store.ts'
import { number, parsed, statement, text } from './rows.ts'

export function sqlActivityStore(driver: SqlDriver): ActivityStore {
  return {
    countActivity: async (counts) => {
      // In one order, so that two processes that count the same hour never wait for each other in a circle.
      const ordered = counts.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
      if (ordered.length > 0) await driver.batch(ordered.map(addCount))
    },
    listActivity: async (clientId, fromHour) => {
      const sql = `select client_id, hour, kind, name, count from activity where client_id = $1 and hour >= $2
        order by hour, kind, name`
      return (await driver.read(sql, [clientId, fromHour])).map(countOf)
    },
    saveFailures: async (failures) => {
      const clientIds = [...new Set(failures.map(({ clientId }) => clientId))].toSorted()
      if (failures.length > 0)
        await driver.batch([...failures.map(insertFailure), ...clientIds.map(deleteOldFailures)])
    },
    listFailures: async (clientId, most) => {
      const sql = `select id, client_id, at, endpoint, code, message, reason from failures where client_id = $1
        order by at desc, id desc limit $2`
      return (await driver.read(sql, [clientId, most])).map(failureOf)
    },
    countConnections: async (clientId, now) => {
      const sql = `select count(distinct families.account_id) as accounts, count(*) as families from families
        join accounts on accounts.id = families.account_id and accounts.state = 'active'
        join grants on grants.account_id = families.account_id and grants.client_id = families.client_id
          and grants.state = 'active' and grants.counter = families.grant_counter
        where families.client_id = $1 and families.state = 'active' and families.ends_at > $2`
      const [row] = await driver.read(sql, [clientId, now])
      return row === undefined
        ? { accounts: 0, families: 0 }
        : { accounts: number(row, 'accounts'), families: number(row, 'families') }
    },
  }
}

function nameOf({ clientId, hour, kind, name }: ActivityCount): string {
  return JSON.stringify([clientId, hour, kind, name])
}

function addCount({ clientId, hour, kind, name, count }: ActivityCount): Statement {
  return statement(
    `insert into activity (client_id, hour, kind, name, count) values ($1, $2, $3, $4, $5)
     on conflict (client_id, hour, kind, name) do update set count = activity.count + excluded.count`,
    clientId,
    hour,
    kind,
    name,
    count,
  )
}

function countOf(row: Row): ActivityCount {
  return {
    clientId: text(row, 'client_id'),
    hour: number(row, 'hour'),
    kind: text(row, 'kind') as ActivityKind,
    name: text(row, 'name'),
    count: number(row, 'count'),
  }
}

function insertFailure({ id, clientId, at, endpoint, code, message, reason }: Failure): Statement {
  return statement(
    `insert into failures (id, client_id, at, endpoint, code, message, reason) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    id,
    clientId,
    at,
    endpoint,
    code,
    message,
    JSON.stringify(reason),
  )
}

/** Whoever knows a client's id can make it fail, so its failures must not grow a table. */
function deleteOldFailures(clientId: string): Statement {
  return statement(
    `delete from failures where client_id = $1 and (at, id) <=
      (select at, id from failures where client_id = $1 order by at desc, id desc limit 1 offset $2)`,
    clientId,
    mostFailuresOfClient,
  )
}

function failureOf(row: Row): Failure {
  return {
    id: text(row, 'id'),
    clientId: text(row, 'client_id'),
    at: number(row, 'at'),
    endpoint: text(row, 'endpoint'),
    code: text(row, 'code') as Failure['code'],
    message: text(row, 'message'),
    reason: parsed(row, 'reason'),
  }
}
