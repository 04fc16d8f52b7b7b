import type { HomeEvent } from '../events/home-event.ts'

/** How far back events go. */
export interface EventBounds {
  /** The number of the latest event, whoever's it is. Numbers may be left out. */
  readonly last: number
  /** Everything up to this number was forgotten. */
  readonly swept: number
}

/** What changed in the homes: written together with each change, kept for a day. Throws `DatabaseUnavailable`. */
export interface EventLog {
  eventBounds(): Promise<EventBounds>
  /** The number of the last event before `time`, milliseconds since 1970. */
  lastEventBefore(time: number): Promise<number>
  /** In order, those with a greater number than `after`, `most` of them at most. */
  listEvents(after: number, most: number): Promise<readonly HomeEvent[]>
  /** The same of one account. */
  listEventsOf(owner: string, after: number, most: number): Promise<readonly HomeEvent[]>
  /** Forgets events from before `time`, and all but the last `most`. */
  sweepEvents(limits: { readonly time: number; readonly most: number }): Promise<void>
}
