import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { Account } from '../store/records.ts'
import { guessLimit, rememberBrowser } from './guess-limit.ts'
import type { LoginProblem } from './login-page.ts'
import { passwordMatches } from './password.ts'

/** What became of a try to sign in. */
export type PasswordCheck = { readonly account: Account } | { readonly problem: LoginProblem }

/**
 * Checks e-mail and password. An unknown e-mail costs and reads the same as a wrong password. Waiting is looked up, and a
 * failure counted, inside the queue: as many tries as are hashed at once is all that can slip past a limit.
 */
export async function checkPassword(
  server: ServerContext,
  c: Context,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<PasswordCheck> {
  const limit = guessLimit(server, c, email, address)
  const checked = await server.passwordQueue.enter(async (): Promise<PasswordCheck> => {
    const minutes = await limit.waitMinutes()
    if (minutes > 0) return { problem: { kind: 'wait', minutes } }
    const account = await server.store.findAccountByEmail(email)
    const matches = await passwordMatches(password, account?.passwordHash)
    if (account !== undefined && matches && account.state === 'active') return { account }
    await limit.countFailure()
    return { problem: { kind: 'wrong' } }
  })
  if (checked === 'busy') return { problem: { kind: 'busy' } }
  if ('account' in checked) {
    await limit.forget()
    rememberBrowser(server, c, email)
  }
  return checked
}
