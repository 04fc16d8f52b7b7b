import type { Context } from 'hono'
import { senderOf } from '../client-authentication/client-address.ts'
import type { ServerContext } from '../context.ts'
import { networkOf } from './guess-limit.ts'

/** From one network, in an hour. */
const mostQuestions = 60
const hour = 3_600_000

/**
 * Counts an answer that tells whether an e-mail has an account, and says whether it is one too many: nobody is to ask
 * that of a whole list.
 */
export async function countEmailQuestion(server: ServerContext, c: Context): Promise<boolean> {
  const { store, now } = server
  const counted = `e-mails asked for from ${networkOf(senderOf(server, c))}`
  if (((await store.findThrottle(counted))?.failures ?? 0) >= mostQuestions) return true
  return (await store.countFailure(counted, now(), hour)).failures > mostQuestions
}
