import type { Client } from '../store/records.ts'
import type { Policy } from './policies.ts'

/** Whether authorization requests of this client come by the back channel alone (RFC 9126 §6), by its policy or its own word. */
export function mustPush(
  { requirePushedAuthorizationRequests }: Pick<Client, 'requirePushedAuthorizationRequests'>,
  { requests }: Pick<Policy, 'requests'>,
): boolean {
  return requests === 'pushed' || requirePushedAuthorizationRequests === true
}
