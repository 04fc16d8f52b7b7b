import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { frameSourceOf } from '../security-headers.ts'
import { endSession, type SignedIn } from '../sessions/session.ts'
import type { LogoutRequest } from './decode-logout-request.ts'
import { findFrames } from './front-channel.ts'
import { logoutDonePage } from './logout-page.ts'

/** Ends the session of this browser, and goes where the app asked to. */
export async function finishLogout(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn | undefined,
  asked?: LogoutRequest,
): Promise<Response> {
  const apps = await endSession(server, c)
  return leave(server, c, asked, await findFrames(server, apps, signedIn?.session.sessionId))
}

/**
 * Nobody is signed in any more. Apps that sign out in the browser come first, in frames of a page that goes on by itself. The
 * only function that sends a person back to an app after signing out.
 */
export async function leave(
  server: ServerContext,
  c: Context,
  asked?: LogoutRequest,
  frames: readonly string[] = [],
): Promise<Response> {
  const returnTo = asked?.returnTo
  if (returnTo !== undefined && frames.length === 0) {
    c.header('Cache-Control', 'no-store')
    return c.redirect(returnTo.uri, 303)
  }
  const goesOnTo = returnTo && { href: returnTo.uri, appName: asked?.client?.name ?? '' }
  const view = { brand: server.brand, lang: languageOf(c), signInHref: '/login', frames, goesOnTo }
  const hasScripts = goesOnTo !== undefined
  return answerPage(server, c, logoutDonePage(view), { hasScripts, frames: frames.map(frameSourceOf) })
}
