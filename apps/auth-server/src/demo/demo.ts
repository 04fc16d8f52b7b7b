import { planDeclaration, writeChanges } from '../commands/apply/apply-declaration.ts'
import type { DeclaredHomes } from '../commands/apply/declared-homes.ts'
import type { ServerContext } from '../context.ts'
import type { MasterKeys } from '../keys/master-key.ts'
import type { Settings } from '../settings.ts'
import { demoAccounts, demoClientIds, demoDeclaration } from './demo-declaration.ts'
import { examplesOf } from './demo-examples.ts'
import { describeAccounts } from './describe-accounts.ts'

/** What the demo is made in. */
export interface DemoParts {
  readonly server: ServerContext
  readonly homes: DeclaredHomes
  readonly master: MasterKeys
}

/** Makes demo accounts, a home and a client for each dialect, where the settings ask for them and they are not there. */
export async function prepareDemo(parts: DemoParts, { demo }: Pick<Settings, 'demo'>): Promise<void> {
  if (demo === 'never' || demo === 'only shown') return
  const attempt = async () => {
    if (await isMissing(parts, demo)) await makeDemo(parts)
  }
  // Two servers that start at once on one database: the slower one finds what the other has added.
  await attempt().catch(attempt)
}

/** A demo that was begun and not finished counts as missing; what others have added makes the database theirs. */
async function isMissing({ server }: DemoParts, demo: Settings['demo']): Promise<boolean> {
  const [clients, accounts] = await Promise.all([server.store.listClients(), server.store.listAccounts()])
  const ids = clients.map(({ clientId }) => clientId)
  if (demoClientIds.every((id) => ids.includes(id))) return false
  if (demo === 'always') return true
  const emails: readonly string[] = demoAccounts.map(({ email }) => email)
  return (
    ids.every((id) => demoClientIds.includes(id)) && accounts.every(({ email }) => emails.includes(email))
  )
}

async function makeDemo({ server, homes, master }: DemoParts): Promise<void> {
  const actor = { accountId: undefined, name: 'demo' }
  const context = { store: server.store, keys: server.keys, homes, now: server.now, actor }
  const options = { prune: false, resetPasswords: false, weak: false }
  await writeChanges(await planDeclaration(context, demoDeclaration(master), options), () => undefined)
}

/**
 * What every start prints while the demo clients are there: addresses, accounts and, for each dialect, complete lines for a
 * shell, whose codes are fresh. Nothing without the demo, or with `LATCHKEY_DEMO=0`.
 */
export async function demoLines(
  parts: DemoParts,
  { demo }: Pick<Settings, 'demo'>,
): Promise<readonly string[]> {
  if (demo === 'never') return []
  const clients = await Promise.all(demoClientIds.map((id) => parts.server.store.findClient(id)))
  const living = clients
    .filter((client) => client?.state === 'active')
    .filter((client) => client !== undefined)
  if (living.length === 0) return []
  const examples = await Promise.all(living.map((client) => examplesOf(parts, client)))
  return ['', ...(await describeAccounts(parts)), ...examples.flat(), '']
}
