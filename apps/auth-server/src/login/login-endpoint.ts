import type { Context } from 'hono'
import { answerProgress, refuseProgress } from '../authorize/continue-authorization.ts'
import { keepLanguageOf, openProgress, urlToContinue } from '../authorize/request-in-progress.ts'
import { senderOf } from '../client-authentication/client-address.ts'
import type { ServerContext } from '../context.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { isOwnForm } from '../sessions/browser.ts'
import { nextPath } from '../sessions/next-path.ts'
import { findSignedIn, startSession } from '../sessions/session.ts'
import { checkPassword } from './check-password.ts'
import { type LoginView, showLogin } from './show-login.ts'

/** GET /login: sign in without an app that waits. Who is signed in, and has to show it anew, finds the e-mail filled in. */
export async function loginEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const signedIn = await findSignedIn(server, c)
  const next = nextPath(c.req.query('next'))
  await keepLanguageOf(server, c, next)
  const isAgain = signedIn !== undefined && next !== undefined
  return showLogin(server, c, { progress: undefined, email: signedIn?.account.email, next, isAgain })
}

/** POST /login: the form's answer. */
export async function loginFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  const email = (form.get('email') ?? '').trim().toLowerCase()
  const next = nextPath(form.get('next'))
  await keepLanguageOf(server, c, next)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  if (form.has('request') && progress === undefined) {
    return again(server, c, { progress, email, next, problem: { kind: 'stale' } })
  }
  if (form.get('decision') === 'cancel') {
    return progress === undefined ? c.redirect('/', 303) : refuseProgress(server, c, progress)
  }
  const address = senderOf(server, c)
  const checked = await checkPassword(server, c, { email, password: form.get('password') ?? '', address })
  if ('problem' in checked) return again(server, c, { progress, email, next, problem: checked.problem })
  await startSession(server, c, checked.account)
  return c.redirect(progress === undefined ? (next ?? '/') : urlToContinue(server, progress), 303)
}

function again(server: ServerContext, c: Context, view: LoginView): Promise<Response> {
  return view.progress === undefined
    ? showLogin(server, c, view)
    : answerProgress(server, c, view.progress, view)
}
