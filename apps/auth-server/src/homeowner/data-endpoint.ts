import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { languageOf } from '../pages/language.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { pageHeaders } from '../security-headers.ts'
import type { SignedIn } from '../sessions/session.ts'
import { accountTexts } from './account-texts.ts'
import { answerHomePage } from './answer-home-page.ts'
import { listConnectedApps } from './connected-apps.ts'
import { dataBody } from './data-page.ts'
import { encodeAccountData } from './encode-account-data.ts'

/** Beyond what anybody has; without it one file could be without end. */
const mostInFile = 1_000

/** GET /home/data: what the file will hold. */
export async function dataEndpoint(server: ServerContext, c: Context, signedIn: SignedIn): Promise<Response> {
  const lang = languageOf(c)
  const { title } = accountTexts[lang].data
  return answerHomePage(server, c, signedIn, {
    below: 'account',
    title,
    heading: pageHeading({ title }),
    body: dataBody(lang),
  })
}

/** GET /home/data.json: the file. */
export async function dataFileEndpoint(
  server: ServerContext,
  _c: Context,
  { account }: SignedIn,
): Promise<Response> {
  const [sessions, homes, { apps: connected }, apps] = await Promise.all([
    server.store.listSessions(account.id),
    server.homes.describeHomes(account.id),
    listConnectedApps(server, account.id, { most: mostInFile, mostPerApp: mostInFile }),
    server.store.listClientsOf(account.id),
  ])
  const data = encodeAccountData({ account, sessions, homes, connected, apps }, server.now())
  return new Response(data, {
    headers: {
      ...pageHeaders({ issuer: server.issuer }),
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="account-data.json"',
    },
  })
}
