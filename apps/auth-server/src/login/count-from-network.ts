import type { Context } from 'hono'
import { senderOf } from '../client-authentication/client-address.ts'
import { networkOf } from '../client-authentication/network-of.ts'
import type { ServerContext } from '../context.ts'

const hour = 3_600_000

/** What strangers may do only so often, and how often in an hour from one network. */
const most = { 'sign-up': 30, 'e-mails asked for': 60 } as const

/** Counts one try, and says whether it is one too many; one that is refused does not make the wait longer. */
export async function countFromNetwork(
  server: ServerContext,
  c: Context,
  what: keyof typeof most,
): Promise<boolean> {
  const { store, now } = server
  const counted = `${what} from ${networkOf(senderOf(server, c))}`
  if (((await store.findThrottle(counted))?.failures ?? 0) >= most[what]) return true
  return (await store.countFailure(counted, now(), hour)).failures > most[what]
}

/**
 * Counts an answer that tells whether an e-mail has an account, and says whether it is one too many: nobody is to ask
 * that of a whole list.
 */
export function countEmailQuestion(server: ServerContext, c: Context): Promise<boolean> {
  return countFromNetwork(server, c, 'e-mails asked for')
}
