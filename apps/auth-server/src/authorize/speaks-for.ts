import type { Dialect } from '@latchkey/dialects'
import type { Context } from 'hono'
import type { Client } from '../store/records.ts'

/** Remembers who asks, so that an error page speaks the client's dialect and its developer hears of it. */
export function speaksFor(c: Context): (client: Client, dialect: Dialect) => void {
  return (client, dialect) => c.set('speaks', { client, dialect })
}
