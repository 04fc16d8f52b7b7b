import type { Millis } from './records.ts'

/** An app still has to hear that a session is over (OpenID Connect Back-Channel Logout §2.5). */
export interface LogoutNotice {
  readonly clientId: string
  readonly accountId: string
  /** The `sid` that the app knows. */
  readonly sessionId: string
  readonly createdAt: Millis
  /** How often it was taken, this time included. */
  readonly attempts: number
}

/** How long a taken notice waits before it may be taken again, after the first, second, … time. */
export const noticeWaits = [30_000, 120_000, 480_000, 1_920_000] as const
export const mostNoticeAttempts = noticeWaits.length + 1

/** An app with a logout address that was signed in to. */
export interface JoinedSession {
  readonly sessionId: string
  readonly clientId: string
  readonly accountId: string
  /** When the session is over at the latest. */
  readonly endsAt: Millis
}

export interface LogoutNoticesStore {
  /** Whatever ends this session from now on leaves a notice for the app, if it has an address for that. */
  joinSession(joined: JoinedSession): Promise<void>
  /**
   * Notices that are due, those for verified apps first, then the oldest. Each has one taker: nobody gets it again before its wait is over, which is also
   * when it comes again if its taker died or was not heard.
   */
  takeLogoutNotices(now: Millis, most: number): Promise<readonly LogoutNotice[]>
  /** It was heard, or given up. */
  dropLogoutNotice(notice: Pick<LogoutNotice, 'sessionId' | 'clientId'>): Promise<void>
}
