import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { findSignedIn } from '../sessions/session.ts'
import { answerPage } from './answer-page.ts'
import { type FrontPageLink, frontPage } from './front-page.ts'
import { languageOf } from './language.ts'

const links: readonly FrontPageLink[] = [
  {
    title: 'Documentation',
    href: '/docs',
    detail: 'A quick start, every flow with its requests, the device API',
  },
  {
    title: 'Developer console',
    href: '/console',
    detail: 'Register an app and get its client id and secret',
  },
  {
    title: 'OpenID configuration',
    href: '/.well-known/openid-configuration',
    detail: 'Every endpoint of this server, for client libraries',
  },
  {
    title: 'Authorization server metadata',
    href: '/.well-known/oauth-authorization-server',
    detail: 'The same for plain OAuth clients (RFC 8414)',
  },
]

/** GET /: what this server is, and who is signed in. */
export async function frontEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const signedIn = await findSignedIn(server, c)
  const account = signedIn && { email: signedIn.account.email, signOutHref: '/logout' }
  const shown = { brand: server.brand, lang: languageOf(c), links, signInHref: '/login?next=/home' }
  return answerPage(server, c, frontPage({ ...shown, ...(account && { account }) }))
}
