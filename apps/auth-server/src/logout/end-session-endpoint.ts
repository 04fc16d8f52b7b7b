import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import {
  openFromUrl,
  type RequestInProgress,
  sealForForm,
  urlToContinue,
} from '../authorize/request-in-progress.ts'
import { checkLength } from '../authorize/request-length.ts'
import { speaksFor } from '../authorize/speaks-for.ts'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import { endpoints } from '../discovery/metadata.ts'
import { preferLanguages } from '../pages/language.ts'
import { findSignedIn } from '../sessions/session.ts'
import { decodeLogoutRequest, isOfSession } from './decode-logout-request.ts'
import { finishLogout, leave } from './finish-logout.ts'
import { showLogout } from './show-logout.ts'

/** GET /oauth2/logout (RP-Initiated Logout §2): an app asks to sign the person out, or did so by a form. Throws `OAuthError` for what cannot be read. */
export async function endSessionEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  const begun = query.get('in_progress')
  const progress = begun === null ? begin(server, c, query) : await openFromUrl(server, c, begun)
  if (progress?.path !== endpoints.logout) throw tooOld()
  return answerLogout(server, c, progress)
}

/** POST: cookies are SameSite=Lax, so the parameters are sealed and asked again as a GET. */
export async function endSessionFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const progress = begin(server, c, new URLSearchParams(await readBody(c)))
  return c.redirect(urlToContinue(server, progress), 303)
}

function begin(server: ServerContext, c: Context, pairs: URLSearchParams): RequestInProgress {
  const parameters = [...pairs]
  preferLanguages(c, parameters)
  checkLength(parameters)
  return { path: endpoints.logout, parameters, origin: { kind: 'plain' }, startedAt: server.now() }
}

/** Nobody is signed out by a link alone: without an ID token of this very session the person is asked (ASVS 5.0 V10.6.2). */
async function answerLogout(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
): Promise<Response> {
  const asked = await decodeLogoutRequest(server, progress.parameters, speaksFor(c))
  const signedIn = await findSignedIn(server, c)
  if (signedIn === undefined) return leave(server, c, asked)
  if (isOfSession(server, asked, signedIn)) return finishLogout(server, c, signedIn, asked)
  const request = sealForForm(server, c, progress)
  return showLogout(server, c, signedIn, { request, appName: asked.client?.name })
}

function tooOld(): OAuthError {
  return new OAuthError('invalid_request', 'This request was begun too long ago, or by another server.', {
    reason: { kind: 'request begun too long ago' },
  })
}
