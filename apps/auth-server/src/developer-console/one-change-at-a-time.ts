import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

/** A process that died in the middle holds an app no longer than this. */
const mostMillis = 5_000

/**
 * Does something with an app that is right only as long as nobody else changes it: the app is read anew, and of two that
 * come at once, from whatever process, the second one gets nothing.
 */
export async function oneChangeAtATime<T>(
  { store, now }: ServerContext,
  clientId: string,
  change: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  const name = `change of app ${clientId}`
  const { failures: askers } = await store.countFailure(name, now(), mostMillis)
  if (askers > 1) return undefined
  try {
    const client = await store.findClient(clientId)
    return client === undefined ? undefined : await change(client)
  } finally {
    await store.clearThrottle(name)
  }
}
