import type { ServerContext } from '../context.ts'
import type { Actor } from '../store/audit-store.ts'
import type { Account } from '../store/records.ts'

/** Something that an operator does to an app or an account, after a page has said what happens. */
export interface Action<T> {
  /** Of the document: `Suspend an app`. */
  readonly title: string
  readonly question: string
  /** What happens; `people` have connected it. */
  readonly says: (subject: T, connected: number) => readonly string[]
  readonly button: string
  readonly kind: 'main' | 'danger'
  /** What must be typed first, where there is no way back. */
  readonly typed?: { readonly label: string; readonly wordOf: (subject: T) => string }
  /** Why it cannot be done. */
  readonly refusal: (subject: T, actor: Account) => string | undefined
  /** `false`: somebody else was faster, and nothing was done. */
  readonly run: (server: ServerContext, subject: T, actor: Actor) => Promise<boolean>
  readonly done: string
}

/** What is said on the page of the subject afterwards; an address may hold any word. */
export function doneSentence(
  actions: Readonly<Record<string, Pick<Action<never>, 'done'>>>,
  name: string | undefined,
): string | undefined {
  return name !== undefined && Object.hasOwn(actions, name) ? actions[name]?.done : undefined
}
