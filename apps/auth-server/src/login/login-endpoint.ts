import type { Context } from 'hono'
import { answerProgress, refuseProgress } from '../authorize/continue-authorization.ts'
import { openProgress, urlToContinue } from '../authorize/request-in-progress.ts'
import { senderOf } from '../client-authentication/client-address.ts'
import type { ServerContext } from '../context.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { isOwnForm } from '../sessions/browser.ts'
import { startSession } from '../sessions/session.ts'
import { checkPassword } from './check-password.ts'
import { type LoginView, showLogin } from './show-login.ts'

/** GET /login: sign in without an app that waits. */
export function loginEndpoint(server: ServerContext, c: Context): Promise<Response> {
  return showLogin(server, c, { progress: undefined })
}

/** POST /login: the form's answer. */
export async function loginFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  const email = (form.get('email') ?? '').trim().toLowerCase()
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  if (form.has('request') && progress === undefined) {
    return again(server, c, { progress, email, problem: { kind: 'stale' } })
  }
  if (form.get('decision') === 'cancel') {
    return progress === undefined ? c.redirect('/', 303) : refuseProgress(server, c, progress)
  }
  const address = senderOf(server, c)
  const checked = await checkPassword(server, c, { email, password: form.get('password') ?? '', address })
  if ('problem' in checked) return again(server, c, { progress, email, problem: checked.problem })
  await startSession(server, c, checked.account)
  return c.redirect(progress === undefined ? '/' : urlToContinue(server, progress), 303)
}

function again(server: ServerContext, c: Context, view: LoginView): Promise<Response> {
  return view.progress === undefined
    ? showLogin(server, c, view)
    : answerProgress(server, c, view.progress, view)
}
