import type { Millis } from './records.ts'

/** Who changes something: an account, or the command line, which has none. */
export interface Actor {
  readonly accountId: string | undefined
  /** As people know them: an e-mail address, `command line`. */
  readonly name: string
}

export const auditActions = [
  'account created',
  'account changed',
  'account suspended',
  'account restored',
  'account ended',
  'account deleted',
  'e-mail changed',
  'password changed',
  'password reset link made',
  'signed out everywhere',
  'app disconnected',
  'every app disconnected',
  'connection ended',
  'connection changed',
  'app registered',
  'app changed',
  'app suspended',
  'app restored',
  'app ended',
  'app verified',
  'app verification taken back',
  'app verification asked for',
  'secret made',
  'secret ended',
  'member added',
  'member removed',
  'API saved',
  'API deleted',
  'scope saved',
  'scope deleted',
  'key made',
  'key ended',
  'home saved',
  'home deleted',
] as const
export type AuditAction = (typeof auditActions)[number]

/** What a verb is told of who asked for it; it is written in the same batch as the change. */
export interface Audit {
  readonly actor: Actor
  readonly action: AuditAction
  /** Plain values, none of them a secret: which members changed, a secret's ending, an address. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What an entry can be about; a home is kept elsewhere, so its entries follow its changes instead of going with them. */
export const subjectKinds = ['account', 'client', 'api', 'scope', 'key', 'home'] as const
export type SubjectKind = (typeof subjectKinds)[number]

export interface AuditRecord {
  readonly id: string
  readonly at: Millis
  readonly actor: Actor
  readonly action: AuditAction
  readonly subject: { readonly kind: SubjectKind; readonly id: string }
  readonly detail: Readonly<Record<string, unknown>>
}

/** Where a list goes on: the last entry of the page before. */
export interface AuditPlace {
  readonly at: Millis
  readonly id: string
}

/** Who changed what. It has no verb that changes or deletes. */
export interface AuditStore {
  /** Adds an entry about what changes no row; every other entry is added by the verb that makes its change. */
  addAuditEntry(subject: AuditRecord['subject'], audit: Audit): Promise<void>
  /** The newest first; `text` is looked for in actor, action, detail and subject, also by the subject's present e-mail or name. */
  listAudit(query: {
    readonly text?: string | undefined
    readonly subject?: AuditRecord['subject'] | undefined
    readonly before?: AuditPlace | undefined
    readonly most: number
  }): Promise<readonly AuditRecord[]>
}
