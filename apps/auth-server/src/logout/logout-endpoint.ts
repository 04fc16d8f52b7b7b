import type { Context } from 'hono'
import { openProgress, urlToContinue } from '../authorize/request-in-progress.ts'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { endSession, findSignedIn } from '../sessions/session.ts'
import { logoutDonePage, logoutPage } from './logout-page.ts'

/** GET /logout asks first: nobody is signed out by a link. */
export async function logoutEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const signedIn = await findSignedIn(server, c)
  if (signedIn === undefined) return showDone(server, c)
  const form = { action: '/logout', formToken: formTokenOf(server, c) }
  const { brand } = server
  const { email } = signedIn.account
  return answerPage(server, c, logoutPage({ brand, lang: languageOf(c), form, email }))
}

/** POST /logout: ends the session; "Use another account" goes on with the request that it interrupted. */
export async function logoutFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  if (form.get('decision') === 'stay') return c.redirect('/', 303)
  await endSession(server, c)
  if (progress !== undefined) return c.redirect(urlToContinue(server, progress), 303)
  return showDone(server, c)
}

function showDone(server: ServerContext, c: Context): Promise<Response> {
  const page = logoutDonePage({ brand: server.brand, lang: languageOf(c), signInHref: '/login' })
  return answerPage(server, c, page)
}
