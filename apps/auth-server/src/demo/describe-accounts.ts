import { columns } from '../commands/columns.ts'
import type { ServerContext } from '../context.ts'
import type { MasterKeys } from '../keys/master-key.ts'
import { passwordMatches } from '../login/password.ts'
import { demoAccounts } from './demo-declaration.ts'
import { demoPassword } from './demo-secret.ts'

/** The address of the pages and who can sign in; a password that was changed is not shown. */
export async function describeAccounts({
  server,
  master,
}: {
  server: ServerContext
  master: MasterKeys
}): Promise<readonly string[]> {
  const rows = await Promise.all(
    demoAccounts.map(async ({ email, roles }) => {
      const account = await server.store.findAccountByEmail(email)
      if (account?.state !== 'active') return []
      const password = demoPassword(master, email)
      const isSame = await passwordMatches(password, account.passwordHash)
      return [[`#   ${email}`, isSame ? password : '(its password was changed)', roles.join(', ')]]
    }),
  )
  return [
    `# Developer console: ${server.issuer}/console`,
    `# A homeowner's pages: ${server.issuer}/home, the operator's: ${server.issuer}/operator, documentation: ${server.issuer}/docs`,
    '# Demo accounts, their passwords and roles:',
    ...columns(rows.flat()),
    '# Each of the lines below works in another terminal; a code is good once and for 48 hours.',
  ]
}
