import type { Context } from 'hono'
import { openProgress, urlToContinue } from '../authorize/request-in-progress.ts'
import { speaksFor } from '../authorize/speaks-for.ts'
import type { ServerContext } from '../context.ts'
import { endpoints } from '../discovery/metadata.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { isOwnForm } from '../sessions/browser.ts'
import { endSession, findSignedIn } from '../sessions/session.ts'
import { decodeLogoutRequest } from './decode-logout-request.ts'
import { finishLogout, leave } from './finish-logout.ts'
import { showLogout } from './show-logout.ts'

/** GET /logout asks first: nobody is signed out by a link. */
export async function logoutEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const signedIn = await findSignedIn(server, c)
  return signedIn === undefined ? leave(server, c) : showLogout(server, c, signedIn)
}

/** POST /logout: ends the session; then goes on with what an app asked for, or with the request that "Use another account" interrupted. */
export async function logoutFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  if (form.get('decision') === 'stay') return c.redirect('/', 303)
  const signedIn = await findSignedIn(server, c)
  if (progress === undefined) return finishLogout(server, c, signedIn)
  if (progress.path === endpoints.logout) {
    const asked = await decodeLogoutRequest(server, progress.parameters, speaksFor(c))
    return finishLogout(server, c, signedIn, asked)
  }
  await endSession(server, c)
  return c.redirect(urlToContinue(server, progress), 303)
}
