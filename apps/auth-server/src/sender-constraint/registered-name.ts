import type { X509Certificate } from 'node:crypto'
import type { Client } from '../store/records.ts'
import { hasAlternativeName } from './alternative-names.ts'
import { type CertificateFields, readCertificateFields } from './certificate-fields.ts'
import { normalNameOf, parseNormalName } from './distinguished-name.ts'

type Has = (fields: CertificateFields, expected: string) => boolean

/** By what a client may know its certificates (RFC 8705 §2.1.2). */
const names = {
  tlsClientAuthSubjectDn: ({ subject }, expected) => normalNameOf(subject) === parseNormalName(expected),
  tlsClientAuthSanDns: (fields, expected) => hasAlternativeName(fields, 'dns', expected),
  tlsClientAuthSanUri: (fields, expected) => hasAlternativeName(fields, 'uri', expected),
  tlsClientAuthSanIp: (fields, expected) => hasAlternativeName(fields, 'ip', expected),
  tlsClientAuthSanEmail: (fields, expected) => hasAlternativeName(fields, 'email', expected),
} as const satisfies Partial<Record<keyof Client, Has>>

export const certificateNames = Object.keys(names) as readonly (keyof typeof names)[]

/** Whether a certificate has every name that was registered, and one was. Throws `DerError`. */
export function hasRegisteredName(certificate: X509Certificate, client: Client): boolean {
  const fields = readCertificateFields(certificate)
  const registered = certificateNames.flatMap((name) => {
    const expected = client[name]
    return expected === undefined ? [] : [names[name](fields, expected)]
  })
  return registered.length > 0 && registered.every(Boolean)
}
