import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

/** A page waits no longer than this for an image, which the next one will have. */
const patience = 1_000

/** Where a page finds the app's logo on this server; `undefined` when there is none, or it takes too long. */
export async function logoPathOf(
  { logos }: Pick<ServerContext, 'logos'>,
  { clientId, logoUri }: Pick<Client, 'clientId' | 'logoUri'>,
): Promise<string | undefined> {
  if (logoUri === undefined) return undefined
  const enough = new AbortController()
  const late = sleep(patience, undefined, { signal: enough.signal }).catch(() => undefined)
  const logo = await Promise.race([logos.find(logoUri), late])
  enough.abort()
  // Another address is another image: what a browser has kept of the old one does not count.
  return logo && `/logos/${encodeURIComponent(clientId)}?v=${sha256(logoUri).slice(0, 8)}`
}
