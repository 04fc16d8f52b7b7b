import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { readableName } from '../registration/schema-parts.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { accountTexts } from './account-texts.ts'
import { answerFormPage } from './answer-form-page.ts'
import { nameOf } from './name-of.ts'
import { nameBody } from './profile-page.ts'

/** GET /home/name */
export async function nameEndpoint(server: ServerContext, c: Context, signedIn: SignedIn): Promise<Response> {
  return showForm(server, c, signedIn, nameOf(signedIn.account) ?? '', undefined)
}

/** POST /home/name */
export async function nameFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const typed = form.get('name') ?? ''
  const name = readableName.safeParse(typed)
  if (!name.success) return showForm(server, c, signedIn, typed, 'name')
  const { id, claims } = signedIn.account
  const audit = { actor: actorOf(signedIn), action: 'account changed', detail: { changed: 'name' } } as const
  await server.store.saveClaims(id, { ...claims, name: name.data }, audit)
  return c.redirect('/home/account?done=name', 303)
}

function showForm(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  value: string,
  problem: 'name' | undefined,
): Promise<Response> {
  const lang = languageOf(c)
  const form = { action: '/home/name', formToken: formTokenOf(server, c) }
  const { title } = accountTexts[lang].nameForm
  return answerFormPage(server, c, signedIn, {
    title,
    problem,
    body: nameBody({ lang, form, value, problem }),
  })
}
