import type { Page } from 'playwright-core'

/** Who looks at a page. */
export const viewers = ['nobody', 'homeowner', 'developer', 'operator'] as const
export type Viewer = (typeof viewers)[number]

/** What everything that has a name is called. */
export interface Names {
  readonly app: string
  readonly publisher: string
  readonly home: string
  readonly device: string
  /** Of the homeowner. */
  readonly person: string
}

/** What the seeded server holds, so that a page can be asked for by its address. */
export interface Seeded {
  readonly issuer: string
  readonly names: Names
  /** The id of an app that the developer owns and the homeowner has connected. */
  readonly clientId: string
  /** The id of an app whose developer asks for verification. */
  readonly waitingClientId: string
  /** The id of an app that registered itself, and that nobody has verified. */
  readonly registeredClientId: string
  /** Waits for answers of authorization requests on this device. */
  readonly redirectUri: string
  readonly structureId: string
  readonly deviceId: string
  /** A link to set a new password, as `latchkey account reset` prints it; a path on the server. */
  readonly resetPath: string
}

/** One page in one state, and how to come to see it. */
export interface PageEntry {
  /** The route as the app's route table has it. `*` is a path that leads nowhere. */
  readonly route: string
  /** Also the name of its screenshots, so each has its own: `console-app-overview`. */
  readonly name: string
  readonly as: Viewer
  /** The path to open; absent: the route itself. */
  readonly path?: (seeded: Seeded) => string
  /** What to do there to bring it into the state that is meant; it works with JavaScript off. */
  readonly act?: (page: Page, seeded: Seeded) => Promise<void>
  /** The page is the answer to something that cannot be had: its status is one of errors. */
  readonly isError?: boolean
  /** The path that the browser shows in the end, where that is not the one that was opened. */
  readonly endsAt?: RegExp
}
