import { isIP, SocketAddress } from 'node:net'
import { type CertificateFields, extensionIds, extensionOf } from './certificate-fields.ts'
import { readChildren } from './der.ts'

/** The kinds of alternative names that a client can register (RFC 8705 §2.1.2), by their tags in a GeneralName. */
const tags = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const

export type AlternativeNameKind = keyof typeof tags

/** Whether this very name stands in the certificate (RFC 5280 §4.2.1.6); no pattern means anything. Throws `DerError`. */
export function hasAlternativeName(
  fields: CertificateFields,
  kind: AlternativeNameKind,
  expected: string,
): boolean {
  const names = extensionOf(fields, extensionIds.subjectAlternativeName)
  const wanted = comparable(kind, expected)
  return (names === undefined ? [] : readChildren(names))
    .filter(({ tag }) => tag === tags[kind])
    .map(({ content }) => comparable(kind, kind === 'ip' ? addressOf(content) : content.toString('latin1')))
    .some((name) => name === wanted)
}

/** Host names are the same in any letter case (RFC 4343), and an address has many spellings (RFC 5952 §8). */
function comparable(kind: AlternativeNameKind, name: string): string {
  if (kind === 'dns') return name.toLowerCase()
  if (kind !== 'ip' || isIP(name) === 0 || name.includes('%')) return name
  return new SocketAddress({ address: name, family: isIP(name) === 6 ? 'ipv6' : 'ipv4' }).address
}

/** Four bytes or sixteen; anything else is no address and equals none. */
function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.')
  return bytes.length === 16 ? (bytes.toString('hex').match(/.{4}/g) ?? []).join(':') : ''
}
