import type { X509Certificate } from 'node:crypto'
import {
  type DerElement,
  DerError,
  derTags,
  expectTag,
  readChildren,
  readDer,
  readObjectIdentifier,
} from './der.ts'

export interface Extension {
  readonly id: string
  readonly isCritical: boolean
  /** What stands inside its OCTET STRING. */
  readonly value: Buffer
}

/** What of a certificate (RFC 5280 §4.1) Node does not tell, or tells in a form of its own. */
export interface CertificateFields {
  readonly subject: DerElement
  readonly signatureAlgorithm: DerElement
  readonly extensions: readonly Extension[]
}

/** RFC 5280 §4.2.1 */
export const extensionIds = {
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const

const versionTag = 0xa0
const extensionsTag = 0xa3

/** Throws `DerError`. */
export function readCertificateFields({ raw }: X509Certificate): CertificateFields {
  const [body, signatureAlgorithm] = readChildren(expectTag(readDer(raw), derTags.sequence))
  const all = readChildren(expectTag(body, derTags.sequence))
  const fields = all[0]?.tag === versionTag ? all.slice(1) : all
  const [, , , , subject] = fields
  const list = fields.find(({ tag }) => tag === extensionsTag)
  const extensions = list === undefined ? [] : readChildren(readDer(list.content)).map(readExtension)
  const isRepeated = new Set(extensions.map(({ id }) => id)).size < extensions.length
  if (isRepeated) throw new DerError('an extension is repeated')
  return {
    subject: expectTag(subject, derTags.sequence),
    signatureAlgorithm: expectTag(signatureAlgorithm, derTags.sequence),
    extensions,
  }
}

function readExtension(element: DerElement): Extension {
  const [id, ...rest] = readChildren(expectTag(element, derTags.sequence))
  const [critical] = rest
  return {
    id: readObjectIdentifier(id),
    isCritical: critical?.tag === derTags.boolean && critical.content[0] !== 0,
    value: expectTag(rest.at(-1), derTags.octetString).content,
  }
}

export function extensionOf({ extensions }: CertificateFields, id: string): DerElement | undefined {
  const found = extensions.find((extension) => extension.id === id)
  return found && readDer(found.value)
}
