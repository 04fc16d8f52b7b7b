import type { Actor } from '../store/audit-store.ts'
import type { SignedIn } from './session.ts'

/** Whoever is signed in, as the audit log names them. */
export function actorOf({ account }: Pick<SignedIn, 'account'>): Actor {
  return { accountId: account.id, name: account.email }
}
