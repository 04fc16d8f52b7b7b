import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { Account } from '../store/records.ts'
import { accountThrottle } from './guess-limit.ts'
import { hashPassword, shortestPassword, typedPasswordProblem } from './password.ts'
import { openPasswordReset } from './password-reset.ts'
import { resetPasswordPage } from './reset-password-page.ts'

type Problem = 'different' | 'short' | 'common' | 'busy'

/** GET /reset?token=…: the form behind the link. */
export async function resetEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const token = c.req.query('token')
  const account = await openPasswordReset(server, token)
  return showForm(server, c, account, token ?? '', undefined)
}

/** POST /reset: the new password; every session of the account ends. */
export async function resetFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const token = form.get('request') ?? ''
  const account = await openPasswordReset(server, token)
  const password = form.get('password') ?? ''
  const problem = typedPasswordProblem(password, form.get('password_again'))
  if (account === undefined || problem !== undefined) return showForm(server, c, account, token, problem)
  const hash = await server.passwordQueue.enter(() => hashPassword(password))
  if (hash === 'busy') return showForm(server, c, account, token, 'busy')
  const actor = actorOf({ account })
  const audit = { actor, action: 'password changed', detail: { by: 'a link' } } as const
  const isSaved = await server.store.savePassword(account.id, hash, { replaces: account.passwordHash }, audit)
  if (!isSaved) return showForm(server, c, undefined, token, undefined)
  if (form.get('disconnect') === 'on') {
    await server.store.endGrants(account.id, { actor, action: 'every app disconnected' })
  }
  // Whoever holds the link owns the account: the guesses of before are nobody's any more.
  await server.store.clearThrottle(accountThrottle(account.email))
  const lang = languageOf(c)
  const page = resetPasswordPage({ state: 'done', brand: server.brand, lang, signInHref: '/login' })
  return answerPage(server, c, page)
}

function showForm(
  server: ServerContext,
  c: Context,
  account: Account | undefined,
  token: string,
  problem: Problem | undefined,
): Promise<Response> {
  const { brand } = server
  const lang = languageOf(c)
  if (account === undefined)
    return answerPage(server, c, resetPasswordPage({ state: 'expired', brand, lang }), { status: 410 })
  const form = { action: '/reset', formToken: formTokenOf(server, c), request: token }
  const view = {
    state: 'form',
    brand,
    lang,
    form,
    email: account.email,
    minimumLength: shortestPassword,
  } as const
  const page = resetPasswordPage(problem === undefined ? view : { ...view, problem })
  return answerPage(server, c, page, { status: statusOf(problem) })
}

function statusOf(problem: Problem | undefined): number {
  if (problem === undefined) return 200
  return problem === 'busy' ? 503 : 400
}
