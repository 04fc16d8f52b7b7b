import type { Context } from 'hono'
import { permissionsOf } from '../consent/permissions.ts'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { answerHomePage, doneNotice, readerOf } from './answer-home-page.ts'
import { appBody } from './app-page.ts'
import { appBadges, publisherOf } from './apps-page.ts'
import { appsTexts } from './apps-texts.ts'
import { findConnectedApp } from './connected-apps.ts'
import { homeTexts } from './home-texts.ts'

/** GET /home/apps/:clientId: what one app may do, and its connections. */
export async function connectedAppEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const { id } = signedIn.account
  const [connected, homes] = await Promise.all([
    findConnectedApp(server, id, c.req.param('clientId') ?? ''),
    server.homes.listShareableHomes(id),
  ])
  if (connected === undefined) return notFound(server, c)
  const reader = readerOf(c, signedIn)
  const { lang } = reader
  return answerHomePage(server, c, signedIn, {
    below: 'apps',
    title: homeTexts[lang].connectedApps,
    heading: pageHeading({
      title: foreignText(connected.app.name),
      badges: appBadges(connected, lang),
      lead: publisherOf(connected.app, lang),
    }),
    body: appBody({
      reader,
      connected,
      homes,
      permissions: await permissionsOf(server, connected, lang),
      done: doneNotice(c, { ended: appsTexts[lang].end.done, ...appsTexts[lang].change.done }),
    }),
  })
}
