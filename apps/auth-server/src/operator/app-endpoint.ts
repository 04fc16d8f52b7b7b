import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { doneSentence } from './action.ts'
import { appActions } from './app-actions.ts'
import { appActionLinks, appBody } from './app-page.ts'
import { appBadges } from './badges.ts'
import { findApp } from './find-app.ts'
import { answerOperatorPage } from './operator-page.ts'
import { subjectHistory } from './subject-history.ts'
import { verifiedSentence } from './verify-page.ts'

/** GET /operator/apps/:clientId */
export async function operatorAppEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const app = await findApp(server, c.req.param('clientId') ?? '')
  if (app === undefined) return notFound(server, c)
  const { client } = app
  const done = c.req.query('done')
  return answerOperatorPage(server, c, signedIn, {
    title: 'An app',
    heading: pageHeading({
      title: foreignText(client.name),
      badges: appBadges(client),
      ...(client.state !== 'ended' && { actions: appActionLinks(client) }),
    }),
    trail: [{ title: 'Apps', href: '/operator' }],
    scripts: ['copy'],
    body: appBody({
      app,
      done: done === 'verify' ? verifiedSentence : doneSentence(appActions, done),
      history: await subjectHistory(server, { kind: 'client', id: client.clientId }),
    }),
  })
}
