import { type Dialect, guessDialect } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import type { Context, Handler } from 'hono'
import { answerJson } from './answer-errors.ts'
import type { ClientRequest } from './client-authentication/client-request.ts'
import { decodeClientRequest, shapeOf } from './client-authentication/decode-client-request.ts'
import type { ServerContext } from './context.ts'

/**
 * An endpoint where clients authenticate: decode, answer, and every error in `errorsAs`, or in the dialect that is known by
 * then.
 */
export function clientEndpoint(
  server: ServerContext,
  answer: (server: ServerContext, request: ClientRequest, c: Context) => Promise<Response>,
  errorsAs?: Dialect,
): Handler {
  return async (c: Context) => {
    let request: ClientRequest | undefined
    try {
      checkMethod(c)
      request = await decodeClientRequest(server, c)
      return await answer(server, request, c)
    } catch (error) {
      const dialect = errorsAs ?? request?.dialect ?? guessDialect(shapeOf(c))
      return answerJson(server, c, error, dialect, request?.client)
    }
  }
}

/** Hono answers HEAD by GET's handler; a token is not to be asked for by HEAD. */
function checkMethod(c: Context): void {
  if (c.req.raw.method === 'POST' || c.req.raw.method === 'GET') return
  throw new OAuthError('invalid_request', 'Send the request as POST.', { status: 405 })
}
