import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { countEmailQuestion } from '../login/count-from-network.ts'
import { rememberBrowser } from '../login/guess-limit.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { emailSchema } from '../registration/schema-parts.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Account } from '../store/records.ts'
import { accountTexts } from './account-texts.ts'
import { answerFormPage } from './answer-form-page.ts'
import { emailBody } from './profile-page.ts'

/** GET /home/email */
export async function emailEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  return showForm(server, c, signedIn, signedIn.account.email, undefined)
}

/** POST /home/email: whoever has this e-mail already keeps it. */
export async function emailFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const typed = (form.get('email') ?? '').trim()
  const parsed = emailSchema.safeParse(typed)
  if (!parsed.success) return showForm(server, c, signedIn, typed, 'email')
  const { account } = signedIn
  const email = parsed.data
  if (email !== account.email) {
    if (await countEmailQuestion(server, c)) return showForm(server, c, signedIn, typed, 'wait')
    const detail = { from: account.email, to: email }
    const audit = { actor: actorOf(signedIn), action: 'e-mail changed', detail } as const
    const isSaved = await server.store.saveEmail(account.id, { email, claims: unproven(account) }, audit)
    if (!isSaved) return showForm(server, c, signedIn, typed, 'taken')
    rememberBrowser(server, c, email)
  }
  return c.redirect('/home/account?done=email', 303)
}

/** That an e-mail was verified says nothing about the next one. */
function unproven({ claims }: Account): Account['claims'] {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== 'email_verified'))
}

function showForm(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  value: string,
  problem: 'email' | 'taken' | 'wait' | undefined,
): Promise<Response> {
  const lang = languageOf(c)
  const form = { action: '/home/email', formToken: formTokenOf(server, c) }
  const { title } = accountTexts[lang].emailForm
  return answerFormPage(server, c, signedIn, {
    title,
    problem,
    body: emailBody({ lang, form, value, problem }),
  })
}
