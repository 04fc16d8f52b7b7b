import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { accountBody } from './account-page.ts'
import { accountTexts } from './account-texts.ts'
import { answerHomePage, doneNotice, readerOf } from './answer-home-page.ts'
import { homeTexts } from './home-texts.ts'
import { nameOf } from './name-of.ts'

const mostBrowsers = 20

/** GET /home/account: the person, the browsers that are signed in, and the ways to change it all. */
export async function accountEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const { account, session } = signedIn
  const living = (await server.store.listSessions(account.id)).filter(
    ({ expiresAt }) => expiresAt > server.now(),
  )
  const others = living.filter(({ idHash }) => idHash !== session.idHash)
  const reader = readerOf(c, signedIn)
  const text = accountTexts[reader.lang]
  const title = homeTexts[reader.lang].tabs.account
  return answerHomePage(server, c, signedIn, {
    part: 'account',
    title,
    heading: pageHeading({ title, lead: text.lead }),
    body: accountBody({
      reader,
      name: nameOf(account),
      email: account.email,
      browsers: [
        { ...session, isThis: true },
        ...others.slice(0, mostBrowsers).map((one) => ({ ...one, isThis: false })),
      ],
      moreBrowsers: Math.max(0, others.length - mostBrowsers),
      form: { action: '/home/account', formToken: formTokenOf(server, c) },
      done: doneNotice(c, text.done),
    }),
  })
}

/** POST /home/account: signs out everywhere but here. */
export async function signOutOthersEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const { account, session } = signedIn
  const audit = { actor: actorOf(signedIn), action: 'signed out everywhere' } as const
  await server.store.endSessions(account.id, { keep: session.idHash }, audit)
  return c.redirect('/home/account?done=signed-out', 303)
}
