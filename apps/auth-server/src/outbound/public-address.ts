import { BlockList, isIP } from 'node:net'

// Which addresses belong to the public internet: the registries of RFC 6890, as IANA keeps them; long because of its tables.

/** Of IPv4, everything is public but these. */
const closedV4: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8], // this host, this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by a carrier's customers (RFC 6598)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local; clouds answer with credentials there
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays, given up (RFC 7526)
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]

const nat64 = '64:ff9b::'

/**
 * Of IPv6, only these are public: what is routed, and what stands for an IPv4 address behind NAT64 (RFC 6052). So loopback,
 * link-local, unique local, multicast, IPv4-mapped and IPv4-compatible addresses are not.
 */
const openV6 = [
  ['2000::', 3],
  [nat64, 96],
] as const

const closedV6: readonly (readonly [address: string, bits: number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which may stand for any IPv4 address
  ['3fff::', 20], // documentation (RFC 9637)
  ...closedV4.map(([address, bits]) => [nat64 + address, 96 + bits] as const),
]

const closed = new BlockList()
for (const [address, bits] of closedV4) closed.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of closedV6) closed.addSubnet(address, bits, 'ipv6')
const open = new BlockList()
for (const [address, bits] of openV6) open.addSubnet(address, bits, 'ipv6')

/** Whether an IP address, as a resolver writes it, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  // One with a zone (`fe80::1%eth0`) is of a link.
  if (family !== 6 || address.includes('%')) return false
  return open.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}
