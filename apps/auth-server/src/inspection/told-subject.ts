import type { ServerContext } from '../context.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { LivingToken } from '../token/verify-access-token.ts'
import type { Inspector } from './inspector.ts'

/**
 * The `sub` that introspection tells. A client learns the one that its ID tokens have, and an API with signed tokens the one
 * that stands in them; other APIs know the account, as our own device API does.
 */
export async function toldSubject(
  { keys, records }: ServerContext,
  inspector: Inspector,
  { subject, accountId, clientId }: LivingToken,
): Promise<string> {
  if (accountId === undefined) return subject
  if (inspector.kind === 'client') return subjectFor(keys, inspector.client, accountId)
  const client = inspector.api.tokenFormat === 'signed' ? await records.client(clientId) : undefined
  return client === undefined ? subject : subjectFor(keys, client, accountId)
}
