import type { Millis } from './records.ts'

/** An authorization request that came beforehand, by the back channel (RFC 9126). */
export interface PushedRequest {
  /** SHA-256 of its `request_uri`. */
  readonly hash: string
  readonly clientId: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** Whether they stood in a signed request object (RFC 9101). */
  readonly isSigned: boolean
  /** Until then a person may begin with it. */
  readonly expiresAt: Millis
  /** When a code was issued for it; that happens once. */
  readonly completedAt: Millis | undefined
}

/** How long a journey that began in time may go on: its request can still be completed until then. */
export const journeyMillis = 3_600_000

export interface PushedRequestsStore {
  savePushedRequest(request: Omit<PushedRequest, 'completedAt'>): Promise<void>
  findPushedRequest(hash: string): Promise<PushedRequest | undefined>
  /** True for exactly one caller: a request buys one code (RFC 9126 §4). */
  completePushedRequest(hash: string, now: number): Promise<boolean>
}
