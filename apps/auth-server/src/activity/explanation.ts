import type { Reason } from '@latchkey/protocol'
import type { Html } from '../pages/html.ts'
import type { Failure } from '../store/activity-store.ts'
import type { Client } from '../store/records.ts'

/** A failure in words for the developer of the app. */
export interface Explanation {
  /** What happened, with the values. */
  readonly what: Html
  /** What to change. */
  readonly cure: Html
}

/** What an explanation may look at: the failure, and the app as it is now. */
export interface Situation {
  readonly failure: Failure
  readonly client: Client
  /** Milliseconds since 1970. */
  readonly now: number
}

export type ReasonOf<K extends Reason['kind']> = Extract<Reason, { readonly kind: K }>
