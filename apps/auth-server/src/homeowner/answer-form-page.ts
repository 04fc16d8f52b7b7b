import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { languageOf } from '../pages/language.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { frameTexts } from '../pages/page-texts.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { AccountProblem } from './account-texts.ts'
import { answerHomePage, type HomePageView } from './answer-home-page.ts'

const busyStatus: Partial<Record<AccountProblem, number>> = { busy: 503 }

/** A page of one form below the account; what has to be corrected is said in its title first. */
export function answerFormPage(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  {
    title,
    lead,
    body,
    problem,
  }: Pick<HomePageView, 'title' | 'body'> & {
    readonly lead?: string
    readonly problem: AccountProblem | undefined
  },
): Promise<Response> {
  return answerHomePage(server, c, signedIn, {
    below: 'account',
    title: problem === undefined ? title : frameTexts[languageOf(c)].problemTitle(title),
    heading: pageHeading({ title, ...(lead !== undefined && { lead }) }),
    body,
    status: problem === undefined ? 200 : (busyStatus[problem] ?? 400),
  })
}
