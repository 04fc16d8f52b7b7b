import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { Role } from '../store/records.ts'
import { withNext } from './next-path.ts'
import { findSignedIn, type SignedIn } from './session.ts'

const hour = 3_600_000
const freshMillis = 5 * 60_000

/** Who may see a page. */
export interface Entrance {
  /** How long after signing in; the session's own limits hold besides. */
  readonly withinMillis: number
  /** Whoever lacks it meets nothing: the page does not exist for them. */
  readonly role?: Role
}

export const entrances = {
  home: { withinMillis: Number.POSITIVE_INFINITY },
  console: { withinMillis: 12 * hour },
  operator: { withinMillis: 12 * hour, role: 'operator' },
} as const satisfies Record<string, Entrance>

/** The same page only for somebody who signed in a moment ago: secrets, deletion, e-mail, password, operator actions. */
export function fresh(entrance: Entrance): Entrance {
  return { ...entrance, withinMillis: freshMillis }
}

export type PersonEndpoint = (server: ServerContext, c: Context, signedIn: SignedIn) => Promise<Response>

/**
 * A page for somebody who is signed in; others sign in first and come back. A form is posted to the path of the page that
 * shows it, so that whoever has to sign in in between comes back to the form.
 */
export function signedInPage(
  entrance: Entrance,
  answer: PersonEndpoint,
  notFound: (server: ServerContext, c: Context) => Promise<Response> | Response,
): (server: ServerContext, c: Context) => Promise<Response> {
  return async (server, c) => {
    const signedIn = await findSignedIn(server, c)
    if (signedIn === undefined) return c.redirect(withNext('/login', pathOf(c)), 303)
    const { account, session } = signedIn
    if (entrance.role !== undefined && !account.roles.includes(entrance.role)) return notFound(server, c)
    const isRecent = server.now() - session.signedInAt <= entrance.withinMillis
    return isRecent ? answer(server, c, signedIn) : c.redirect(withNext('/login', pathOf(c)), 303)
  }
}

function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method === 'GET' ? pathname + search : pathname
}
