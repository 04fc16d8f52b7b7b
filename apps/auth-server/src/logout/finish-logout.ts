import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { frameSourceOf } from '../security-headers.ts'
import { endSession, type SignedIn } from '../sessions/session.ts'
import { isOfSession, type LogoutRequest } from './decode-logout-request.ts'
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
  const frames = await findFrames(server, apps, signedIn?.session.sessionId)
  const isKnown = signedIn !== undefined && asked !== undefined && isOfSession(server, asked, signedIn)
  return leave(server, c, asked, { frames, isKnown })
}

interface Leaving {
  readonly frames?: readonly string[]
  /** The person was signed in to the app that asks, in this very session. */
  readonly isKnown?: boolean
}

/**
 * Nobody is signed in any more. Apps that sign out in the browser come first, in frames of a page that goes on by itself. The
 * only function that sends a person back to an app after signing out. RFC 9700 §4.11: to an app that nobody has verified only who
 * came from there goes by itself; everybody can register one, sign in to it and write links with that ID token.
 */
export async function leave(
  server: ServerContext,
  c: Context,
  asked?: LogoutRequest,
  { frames = [], isKnown = false }: Leaving = {},
): Promise<Response> {
  const { returnTo, client } = asked ?? {}
  const byItself = isKnown || client?.verified === true
  if (returnTo !== undefined && byItself && frames.length === 0) {
    c.header('Cache-Control', 'no-store')
    return c.redirect(returnTo.uri, 303)
  }
  const goesOnTo = returnTo && { href: returnTo.uri, appName: client?.name ?? '', byItself }
  const view = { brand: server.brand, lang: languageOf(c), signInHref: '/login', frames, goesOnTo }
  const hasScripts = goesOnTo?.byItself === true
  return answerPage(server, c, logoutDonePage(view), { hasScripts, frames: frames.map(frameSourceOf) })
}
