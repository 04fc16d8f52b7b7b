import { OAuthError, readParameters } from '@latchkey/protocol'
import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import { preferLanguages } from '../pages/language.ts'
import { answerProgress } from './continue-authorization.ts'
import { openFromUrl, type RequestInProgress, urlToContinue } from './request-in-progress.ts'

/** After sign-in the whole request stands sealed in a URL, a third longer, and a URL must fit into 16 KiB of headers. */
const mostBytes = 9_000

/** GET: a request, or one that was begun before. Throws `OAuthError` for what cannot be read. */
export async function authorizeEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  const begun = query.get('in_progress')
  const progress = begun === null ? begin(server, c, query) : await openFromUrl(server, c, begun)
  if (progress === undefined) throw tooOld()
  return answerProgress(server, c, progress)
}

/** POST (OpenID Connect Core §3.1.2.1): cookies are SameSite=Lax, so it is sealed and asked again as a GET. */
export async function authorizeFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const progress = begin(server, c, new URLSearchParams(await readBody(c)))
  return c.redirect(urlToContinue(server, progress), 303)
}

function begin(server: ServerContext, c: Context, pairs: URLSearchParams): RequestInProgress {
  const parameters = [...pairs]
  preferLanguages(c, parameters)
  // When a parameter came twice nothing can be told to the client.
  readParameters(parameters)
  if (Buffer.byteLength(JSON.stringify(parameters)) > mostBytes) throw tooLong()
  return { path: c.req.path, parameters, startedAt: server.now() }
}

function tooLong(): OAuthError {
  return new OAuthError('invalid_request', `The parameters of this request have over ${mostBytes} bytes.`, {
    reason: { kind: 'unreadable request', detail: 'too long' },
  })
}

function tooOld(): OAuthError {
  return new OAuthError('invalid_request', 'This request was begun too long ago, or by another server.', {
    reason: { kind: 'request begun too long ago' },
  })
}
