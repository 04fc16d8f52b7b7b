import type { Context } from 'hono'
import { type RequestInProgress, sealForForm, urlToContinue } from '../authorize/request-in-progress.ts'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import type { AppView } from '../pages/app-view.ts'
import { languageOf } from '../pages/language.ts'
import { formTokenOf } from '../sessions/browser.ts'
import { withNext } from '../sessions/next-path.ts'
import { type LoginProblem, loginPage } from './login-page.ts'

/** What the sign-in page is shown for. */
export interface LoginView {
  readonly progress: RequestInProgress | undefined
  readonly app?: AppView | undefined
  readonly email?: string | undefined
  readonly problem?: LoginProblem | undefined
  readonly formAction?: readonly string[]
  /** Where the person goes on when no app waits. */
  readonly next?: string | undefined
  /** Somebody is signed in, and has to show it anew. */
  readonly isAgain?: boolean
  /** The e-mail of who is signed in, when the app asks for another account. */
  readonly otherThan?: string | undefined
}

const statusOf = { wrong: 403, wait: 429, busy: 503, stale: 403 } as const

export function showLogin(server: ServerContext, c: Context, view: LoginView): Promise<Response> {
  const { progress, app, email, problem, next, isAgain = false, otherThan, formAction = [] } = view
  const request = progress && sealForForm(server, c, progress)
  const lang = languageOf(c)
  const page = loginPage({
    brand: server.brand,
    lang,
    isAgain,
    form: { action: '/login', formToken: formTokenOf(server, c), next, ...(request && { request }) },
    ...(server.signUp === 'open' && {
      signUpHref: withNext('/sign-up', progress ? urlToContinue(server, progress) : next),
    }),
    ...(app !== undefined && { app }),
    ...(email !== undefined && { email }),
    ...(otherThan !== undefined && { otherThan }),
    ...(problem !== undefined && { problem }),
  })
  if (problem?.kind === 'wait') c.header('Retry-After', String(problem.minutes * 60))
  return answerPage(server, c, page, {
    status: problem === undefined ? 200 : statusOf[problem.kind],
    formAction,
  })
}
