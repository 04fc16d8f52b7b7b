import type { Actor } from '../store/audit-store.ts'

/** Whoever may run commands on this machine: the audit log knows no more of them. */
export const commandLineActor: Actor = { accountId: undefined, name: 'command line' }
