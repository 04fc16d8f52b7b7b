import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { answerHomePage, doneNotice, readerOf } from './answer-home-page.ts'
import { appsBody } from './apps-page.ts'
import { appsTexts } from './apps-texts.ts'
import { listConnectedApps } from './connected-apps.ts'
import { homeTexts } from './home-texts.ts'

const mostApps = 50

/** GET /home/apps: everything that the account has connected. */
export async function connectedAppsEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const page = pageNumber(c.req.query('page'))
  const from = (page - 1) * mostApps
  const { apps, total } = await listConnectedApps(server, signedIn.account.id, { from, most: mostApps })
  // Behind the end of a list that has become shorter.
  if (apps.length === 0 && page > 1) return c.redirect('/home/apps', 303)
  const reader = readerOf(c, signedIn)
  const text = appsTexts[reader.lang]
  const title = homeTexts[reader.lang].connectedApps
  return answerHomePage(server, c, signedIn, {
    part: 'apps',
    title,
    heading: pageHeading({ title, lead: text.lead }),
    body: appsBody({
      reader,
      apps,
      done: doneNotice(c, { removed: text.remove.done }),
      previousHref: page > 1 ? `/home/apps?page=${page - 1}` : undefined,
      nextHref: from + mostApps < total ? `/home/apps?page=${page + 1}` : undefined,
    }),
  })
}

function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1
}
