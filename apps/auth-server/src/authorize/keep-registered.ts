import { allowedMillis } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

const day = 86_400_000

/** A client that registered itself is forgotten when nobody uses it: this is a use. Its end is moved once a day at most. */
export async function keepRegistered(
  { store, now }: ServerContext,
  { clientId, registration }: Client,
): Promise<void> {
  if (registration === undefined) return
  const until = now() + allowedMillis
  if (registration.expiresAt < until - day) await store.extendRegistration(clientId, until)
}
