import type { Row, SqlDriver } from '@latchkey/sql'
import { journeyMillis, type PushedRequest, type PushedRequestsStore } from '../pushed-requests-store.ts'
import { number, numberOrNone, parsed, statement, text } from './rows.ts'

const columns = 'hash, client_id, document, expires_at, completed_at'

export function sqlPushedRequestsStore(driver: SqlDriver): PushedRequestsStore {
  return {
    savePushedRequest: async ({ hash, clientId, expiresAt, ...document }) => {
      const sql = `insert into pushed_requests (hash, client_id, document, expires_at, swept_after) values ($1, $2, $3, $4, $5)`
      const sweptAfter = expiresAt + journeyMillis
      await driver.batch([statement(sql, hash, clientId, JSON.stringify(document), expiresAt, sweptAfter)])
    },
    findPushedRequest: async (hash) => {
      const [row] = await driver.read(`select ${columns} from pushed_requests where hash = $1`, [hash])
      return row === undefined ? undefined : pushedRequestOf(row)
    },
    completePushedRequest: async (hash, now) => {
      const sql = `update pushed_requests set completed_at = $1 where hash = $2 and completed_at is null returning hash`
      const [rows] = await driver.batch([statement(sql, now, hash)])
      return rows?.length === 1
    },
  }
}

function pushedRequestOf(row: Row): PushedRequest {
  return {
    ...parsed<Pick<PushedRequest, 'parameters' | 'isSigned'>>(row, 'document'),
    hash: text(row, 'hash'),
    clientId: text(row, 'client_id'),
    expiresAt: number(row, 'expires_at'),
    completedAt: numberOrNone(row, 'completed_at'),
  }
}
