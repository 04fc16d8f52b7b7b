import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { hashPassword, shortestPassword, typedPasswordProblem } from '../login/password.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { type AccountProblem, accountTexts } from './account-texts.ts'
import { answerFormPage } from './answer-form-page.ts'
import { passwordBody } from './profile-page.ts'

/** GET /home/password: who comes here has just proven the present one. */
export async function passwordEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  return showForm(server, c, signedIn, { problem: undefined, disconnects: false })
}

/** POST /home/password: every other session ends, and every connection where that is asked for. */
export async function passwordFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const password = form.get('password') ?? ''
  const disconnects = form.get('disconnect') === 'on'
  const problem =
    typedPasswordProblem(password, form.get('password_again')) ??
    (await savePassword(server, signedIn, password))
  if (problem !== undefined) return showForm(server, c, signedIn, { problem, disconnects })
  if (disconnects) {
    const audit = { actor: actorOf(signedIn), action: 'every app disconnected' } as const
    await server.store.endGrants(signedIn.account.id, audit)
  }
  return c.redirect('/home/account?done=password', 303)
}

async function savePassword(
  server: ServerContext,
  signedIn: SignedIn,
  password: string,
): Promise<AccountProblem | undefined> {
  const { account, session } = signedIn
  const hash = await server.passwordQueue.enter(() => hashPassword(password))
  if (hash === 'busy') return 'busy'
  const options = { keepSession: session.idHash, replaces: account.passwordHash }
  const audit = { actor: actorOf(signedIn), action: 'password changed' } as const
  return (await server.store.savePassword(account.id, hash, options, audit)) ? undefined : 'changed'
}

function showForm(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  state: { readonly problem: AccountProblem | undefined; readonly disconnects: boolean },
): Promise<Response> {
  const lang = languageOf(c)
  const { title, lead } = accountTexts[lang].passwordForm
  return answerFormPage(server, c, signedIn, {
    title,
    lead,
    problem: state.problem,
    body: passwordBody({
      ...state,
      lang,
      form: { action: '/home/password', formToken: formTokenOf(server, c) },
      email: signedIn.account.email,
      minimumLength: shortestPassword,
    }),
  })
}
