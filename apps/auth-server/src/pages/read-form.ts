import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'

/** The fields of a form of ours; of a field that came twice, the first. */
export async function readForm(c: Context): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(await readBody(c))) {
    if (!fields.has(name)) fields.set(name, value)
  }
  return fields
}
