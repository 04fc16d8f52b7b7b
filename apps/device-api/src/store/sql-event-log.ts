import type { SqlDriver } from '@latchkey/sql'
import { decodeEventRow } from './decode-event-row.ts'
import type { EventLog } from './event-log.ts'
import { eventsSql } from './events-sql.ts'

export function sqlEventLog(driver: SqlDriver): EventLog {
  const list = async (sql: string, values: readonly (string | number)[]) =>
    (await driver.read(sql, values)).map(decodeEventRow)
  return {
    async eventBounds() {
      const [row] = await driver.read(eventsSql.bounds, [])
      return { last: Number(row?.last ?? 0), swept: Number(row?.swept ?? 0) }
    },
    async lastEventBefore(time) {
      const [row] = await driver.read(eventsSql.lastBefore, [time])
      return Number(row?.number ?? 0)
    },
    listEvents: (after, most) => list(eventsSql.after, [after, most]),
    listEventsOf: (owner, after, most) => list(eventsSql.ofOwnerAfter, [owner, after, most]),
    async sweepEvents({ time, most }) {
      await driver.batch([
        { sql: eventsSql.sweepTo, values: [time, most] },
        { sql: eventsSql.sweep, values: [] },
      ])
    },
  }
}
