import { sha256 } from '@latchkey/protocol'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import type { Account } from '../store/records.ts'

const sealed = { kind: 'password reset', prefix: '', version: '1' } as const
const livesMillis = 3_600_000

const record = z.object({ accountId: z.string(), password: z.string(), until: z.number() })

/** A link by which the account's owner sets a password; it lives an hour and ends with the first use. */
export function passwordResetLink(
  server: Pick<ServerContext, 'issuer' | 'sealer' | 'now'>,
  account: Account,
): string {
  const until = server.now() + livesMillis
  const plaintext = JSON.stringify({ accountId: account.id, password: sha256(account.passwordHash), until })
  return `${server.issuer}/reset?token=${server.sealer.seal(sealed, Buffer.from(plaintext))}`
}

/** The account of a link that is still good: the password was not changed since. */
export async function openPasswordReset(
  server: ServerContext,
  token: string | undefined,
): Promise<Account | undefined> {
  if (token === undefined || token.charAt(0) !== sealed.version) return undefined
  const plaintext = await server.sealer.open(sealed, token.slice(1))
  if (plaintext === undefined) return undefined
  const read = record.safeParse(JSON.parse(plaintext.toString('utf8')))
  if (!read.success) return undefined
  const { accountId, password, until } = read.data
  const account = await server.store.findAccount(accountId)
  const isGood =
    until > server.now() && account?.state === 'active' && sha256(account.passwordHash) === password
  return isGood ? account : undefined
}
