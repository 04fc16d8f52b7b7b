import { equalInConstantTime, randomToken, sha256 } from '@latchkey/protocol'
import type { Client } from '../store/records.ts'

/** A prefix that secret scanners recognise. */
const prefix = 'lk_rg_'

/** What manages a client that registered itself (RFC 7592 §1.2). */
export function newRegistrationToken(): string {
  return prefix + randomToken(256)
}

export function hashRegistrationToken(token: string): string {
  return sha256(token)
}

const nobodys = sha256('')

/** Takes the same time whether there is such a client or not. */
export function isRegistrationToken(client: Client | undefined, token: string): boolean {
  return equalInConstantTime(client?.registration?.tokenHash ?? nobodys, hashRegistrationToken(token))
}
