import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import { answerErrorPage, explanationPath } from '../answer-errors.ts'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import type { Client } from '../store/records.ts'
import { logoutRefusedPage } from './logout-page.ts'

/** What an app asked for and cannot have: the person learns it, may still sign out, and is sent nowhere. */
export function answerLogoutError(server: ServerContext, c: Context, cause: unknown): Promise<Response> {
  if (!(cause instanceof OAuthError) || cause.status >= 500) return answerErrorPage(server, c, cause)
  const speaks: { client: Client } | undefined = c.get('speaks')
  const errorId = recordRefusal(server, c, cause, speaks?.client)
  const page = logoutRefusedPage({
    brand: server.brand,
    lang: languageOf(c),
    sentence: cause.message,
    errorId,
    signOutHref: '/logout',
    consoleHref: speaks && explanationPath(speaks.client, errorId),
  })
  return answerPage(server, c, page, { status: cause.status })
}
