import { promises as dns, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { OutboundRefused } from './outbound.ts'
import { isPublicAddress } from './public-address.ts'
import type { Target } from './target.ts'

/** Every address of a host name, as the machine resolves it. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

export const resolveBySystem: Resolve = (host) => dns.lookup(host, { all: true })

/**
 * The addresses to connect to. A name of which one address is private is refused altogether, with the same words as one that does
 * not exist: nobody is to learn which names a network has. Throws `OutboundRefused`.
 */
export async function addressesOf(
  { host, isNamed }: Target,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const family = isIP(host)
  const found = family === 0 ? await resolve(host).catch(none) : [{ address: host, family }]
  const isOpen = isNamed || found.every(({ address }) => isPublicAddress(address))
  if (found.length === 0 || !isOpen) throw new OutboundRefused('its host has no public address')
  return found
}

function none(): readonly LookupAddress[] {
  return []
}
