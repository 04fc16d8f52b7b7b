import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { formTokenOf } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { logoutPage } from './logout-page.ts'

/** Asks whether to sign out. */
export function showLogout(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  { request, appName }: { readonly request?: string; readonly appName?: string | undefined } = {},
): Promise<Response> {
  const page = logoutPage({
    brand: server.brand,
    lang: languageOf(c),
    form: { action: '/logout', formToken: formTokenOf(server, c), ...(request !== undefined && { request }) },
    email: account.email,
    appName,
  })
  return answerPage(server, c, page)
}
