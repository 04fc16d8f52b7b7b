import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { answerHomePage, readerOf } from './answer-home-page.ts'
import { listConnectedApps } from './connected-apps.ts'
import { homeTexts } from './home-texts.ts'
import { homesBody } from './homes-page.ts'

const mostApps = 5

/** GET /home: what an account has, and who can reach it. */
export async function homesEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const { id } = signedIn.account
  const [homes, connected] = await Promise.all([
    server.homes.describeHomes(id),
    listConnectedApps(server, id, { most: mostApps }),
  ])
  const { apps, total, connections } = connected
  const reaching = (home: string) =>
    new Set(
      connections
        .filter(({ details }) => details.some(({ structure }) => structure === home))
        .map(({ clientId }) => clientId),
    )
  const reader = readerOf(c, signedIn)
  const { title, lead } = homeTexts[reader.lang]
  return answerHomePage(server, c, signedIn, {
    part: 'homes',
    title,
    heading: pageHeading({ title, lead }),
    body: homesBody({
      reader,
      homes: homes.map((home) => ({ ...home, reachedBy: reaching(home.id).size })),
      apps,
      totalApps: total,
    }),
  })
}
