import { OAuthError, readParameters } from '@latchkey/protocol'
import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import { preferLanguages } from '../pages/language.ts'
import { learnClient } from '../registration/learn-client.ts'
import { answerRefused } from './answer-refused.ts'
import { answerProgress } from './continue-authorization.ts'
import { findReturnAddress } from './find-return-address.ts'
import { openFromUrl, type RequestInProgress, urlToContinue } from './request-in-progress.ts'
import { checkLength } from './request-length.ts'
import { resolveRequest } from './resolve-request.ts'
import { speaksFor } from './speaks-for.ts'

/** GET: a request, or one that was begun before. Throws `OAuthError` for what cannot be read. */
export async function authorizeEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  const begun = query.get('in_progress')
  if (begun === null) return begin(server, c, query, (progress) => answerProgress(server, c, progress))
  const progress = await openFromUrl(server, c, begun)
  if (progress === undefined) throw tooOld()
  return answerProgress(server, c, progress)
}

/** POST (OpenID Connect Core §3.1.2.1): cookies are SameSite=Lax, so it is sealed and asked again as a GET. */
export async function authorizeFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = new URLSearchParams(await readBody(c))
  return begin(server, c, form, (progress) => c.redirect(urlToContinue(server, progress), 303))
}

async function begin(
  server: ServerContext,
  c: Context,
  pairs: URLSearchParams,
  goOn: (progress: RequestInProgress) => Response | Promise<Response>,
): Promise<Response> {
  const sent = [...pairs]
  await learnClient(server, c, pairs.get('client_id') ?? '')
  preferLanguages(c, sent)
  const { parameters, origin, problem } = await resolveRequest(server, sent, speaksFor(c))
  preferLanguages(c, parameters)
  // When a parameter came twice nothing can be told to the client.
  const read = readParameters(parameters)
  checkLength(parameters)
  if (problem === undefined) return goOn({ path: c.req.path, parameters, origin, startedAt: server.now() })
  return answerRefused(server, c, await findReturnAddress(server, read, speaksFor(c)), problem)
}

function tooOld(): OAuthError {
  return new OAuthError('invalid_request', 'This request was begun too long ago, or by another server.', {
    reason: { kind: 'request begun too long ago' },
  })
}
