import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { answerHomePage, readerOf } from './answer-home-page.ts'
import { listConnectedApps } from './connected-apps.ts'
import { homeTexts } from './home-texts.ts'
import { homesBody } from './homes-page.ts'

const mostApps = 5
/** More apps that reach one home are counted, not named. */
const mostNamed = 5

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
  const reaching = (home: string) => {
    const reach = connections.filter(({ details }) => details.some(({ structure }) => structure === home))
    return [...new Set(reach.map(({ clientId }) => clientId))]
  }
  const reader = readerOf(c, signedIn)
  const { title, lead } = homeTexts[reader.lang]
  return answerHomePage(server, c, signedIn, {
    part: 'homes',
    title,
    heading: pageHeading({ title, lead }),
    body: homesBody({
      reader,
      homes: await Promise.all(
        homes.map(async (home) => ({ ...home, reachedBy: await named(server, reaching(home.id)) })),
      ),
      apps,
      totalApps: total,
    }),
  })
}

async function named({ records }: ServerContext, clientIds: readonly string[]) {
  const apps = await Promise.all(
    clientIds.slice(0, mostNamed).map(async (clientId) => {
      const client = await records.client(clientId)
      return { clientId, name: client?.name ?? clientId }
    }),
  )
  return { apps, total: clientIds.length }
}
