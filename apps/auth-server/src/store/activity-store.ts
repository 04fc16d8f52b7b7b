import type { OAuthErrorCode, Reason } from '@latchkey/protocol'
import type { Millis } from './records.ts'

/** `token`: issued, by grant type. `error`: refused, by error code. `authorization`: answered, by outcome. `call`: an API asked. */
export const activityKinds = ['token', 'error', 'authorization', 'call'] as const
export type ActivityKind = (typeof activityKinds)[number]

export interface ActivityCount {
  readonly clientId: string
  /** The hour's beginning. */
  readonly hour: Millis
  readonly kind: ActivityKind
  readonly name: string
  readonly count: number
}

/** One request of a client that was refused, as its developer may see it. */
export interface Failure {
  /** What the error page showed, and the log has. */
  readonly id: string
  readonly clientId: string
  readonly at: Millis
  /** The route's pattern, never the URL. */
  readonly endpoint: string
  readonly code: OAuthErrorCode
  /** The `error_description`. */
  readonly message: string
  readonly reason: Reason
}

/** The newest failures of a client; those before are forgotten. */
export const mostFailuresOfClient = 500

export interface ActivityStore {
  /** Adds to what is there, so that several processes may count the same hour. */
  countActivity(counts: readonly ActivityCount[]): Promise<void>
  /** Every count of the client from this hour on. */
  listActivity(clientId: string, fromHour: Millis): Promise<readonly ActivityCount[]>
  /** Keeps `mostFailuresOfClient`. */
  saveFailures(failures: readonly Failure[]): Promise<void>
  /** The newest first. */
  listFailures(clientId: string, most: number): Promise<readonly Failure[]>
  /** Accounts that have a living connection to the client, and living connections. */
  countConnections(
    clientId: string,
    now: Millis,
  ): Promise<{ readonly accounts: number; readonly families: number }>
}
