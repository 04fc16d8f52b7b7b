import type { HostAndPort } from '../settings.ts'
import { type Outbound, OutboundRefused } from './outbound.ts'

export interface OutboundRules {
  /** The only private addresses that may be called, as they stand in the address. */
  readonly allow: readonly HostAndPort[]
  /** Whether a host on that list may be called by http: on an http issuer, which is for development. */
  readonly httpAllowed: boolean
  /** PEM certificates of authorities to be trusted besides the public ones. */
  readonly trustedCa: string | undefined
}

export function guardedOutbound(_rules: OutboundRules): Outbound {
  const refuse = () => Promise.reject(new OutboundRefused('requests to other servers are not possible'))
  return { get: refuse, postForm: refuse }
}
