import { randomToken } from '@latchkey/protocol'
import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { Change, ChangeKind } from '../records.ts'
import { statement } from './rows.ts'

const insertChange = 'insert into changes (id, at, kind, name) values ($1, $2, $3, $4) returning kind, name'

/** Tells every process that it must read this anew; written in the same transaction as what it tells. */
export function change(kind: ChangeKind, name: string, now: number): Statement {
  return statement(insertChange, randomToken(96), now, kind, name)
}

export function changeOf(row: Row): Change {
  return { kind: String(row.kind) as ChangeKind, name: String(row.name) }
}

/** The same driver, which also tells its own process of every change that it has committed, before it answers. */
export function tellingDriver(driver: SqlDriver, tell: (change: Change) => void): SqlDriver {
  return {
    read: (sql, values) => driver.read(sql, values),
    dataVersion: () => driver.dataVersion(),
    close: () => driver.close(),
    batch: async (statements) => {
      const results = await driver.batch(statements)
      for (const [index, { sql }] of statements.entries()) {
        if (sql.startsWith('insert into changes')) for (const row of results[index] ?? []) tell(changeOf(row))
      }
      return results
    },
  }
}
