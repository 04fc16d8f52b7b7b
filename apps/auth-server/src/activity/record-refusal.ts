import type { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { newErrorId } from '../pages/error-id.ts'
import type { Client } from '../store/records.ts'
import { failureOf } from './failure-of.ts'

/** Tells the log of a refusal and, when the client is known, its developer. Answers the id that both have. */
export function recordRefusal(
  server: ServerContext,
  c: Context,
  error: OAuthError,
  client: Client | undefined,
): string {
  const { code, status } = error
  const route = c.req.routePath
  const where = { id: newErrorId(), clientId: client?.clientId ?? '', at: server.now(), endpoint: route }
  const failure = failureOf(error, where)
  const { id: errorId, reason, message } = failure
  const fields = { errorId, route, status, code, reason, clientId: client?.clientId }
  if (status < 500) server.log.info(fields, message)
  else server.log.error({ ...fields, err: error.cause }, message)
  if (client !== undefined) server.activity.failed(failure)
  return errorId
}
