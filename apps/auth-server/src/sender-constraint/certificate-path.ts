import type { X509Certificate } from 'node:crypto'
import {
  type CertificateFields,
  extensionIds,
  extensionOf,
  readCertificateFields,
} from './certificate-fields.ts'
import type { ClientCertificate } from './client-certificate.ts'
import { derTags, readChildren, readObjectIdentifier } from './der.ts'
import { isStrongSignature } from './signature-strength.ts'

/** More certificates between a client's and an authority's are looked at no further: each costs us a signature check. */
const longestPath = 5

/**
 * Why a client's certificate does not lead to one of these authorities at this time (RFC 5280 §6.1), or `undefined` when it
 * does. What is not understood is refused: critical extensions, name constraints. Throws `DerError`.
 */
export function pathProblem(
  { certificate, intermediates }: ClientCertificate,
  authorities: readonly X509Certificate[],
  now: number,
): string | undefined {
  const own = ownProblem(certificate, now)
  if (own !== undefined) return own
  const mayIssue = (issuer: X509Certificate, below: X509Certificate, depth: number) =>
    below.checkIssued(issuer) && mayBeAbove(issuer, depth, now) && hasSigned(issuer, below)
  let level = [certificate]
  let unused = intermediates.slice(0, longestPath)
  for (let depth = 0; level.length > 0; depth++) {
    const isReached = (issuer: X509Certificate) => level.some((below) => mayIssue(issuer, below, depth))
    if (authorities.some(isReached)) return undefined
    const next = unused.filter(isReached)
    unused = unused.filter((other) => !next.includes(other))
    level = next
  }
  return 'no authority of LATCHKEY_TRUSTED_CA has issued it'
}

function ownProblem(certificate: X509Certificate, now: number): string | undefined {
  const fields = readCertificateFields(certificate)
  if (!isAtItsTime(certificate, now)) return 'it is not valid at this time'
  if (!isForClients(fields) || !maySign(fields)) return 'it is not for clients of TLS'
  return commonProblem(certificate, fields)
}

/** Whether this is an authority for clients, with so many others between it and the client. */
function mayBeAbove(issuer: X509Certificate, authoritiesBelow: number, now: number): boolean {
  const fields = readCertificateFields(issuer)
  const isAuthority = issuer.ca && isAtItsTime(issuer, now) && isForClients(fields)
  return isAuthority && allowsBelow(fields, authoritiesBelow) && commonProblem(issuer, fields) === undefined
}

const understood: readonly string[] = [
  extensionIds.keyUsage,
  extensionIds.subjectAlternativeName,
  extensionIds.basicConstraints,
  extensionIds.certificatePolicies,
  extensionIds.extendedKeyUsage,
]

function commonProblem({ publicKey }: X509Certificate, fields: CertificateFields): string | undefined {
  const isStrange = ({ id, isCritical }: CertificateFields['extensions'][number]) =>
    id === extensionIds.nameConstraints || (isCritical && !understood.includes(id))
  if (fields.extensions.some(isStrange)) return 'it has a constraint that is not understood here'
  const { modulusLength = 2048 } = publicKey.asymmetricKeyDetails ?? {}
  return modulusLength >= 2048 ? undefined : 'its key is shorter than 2048 bits'
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  const { signatureAlgorithm } = readCertificateFields(certificate)
  return isStrongSignature(signatureAlgorithm) && certificate.verify(issuer.publicKey)
}

function isAtItsTime({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now <= validToDate.getTime()
}

const clientPurposes: readonly string[] = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0']

/** RFC 5280 §4.2.1.12: whoever names purposes has to name this one; authorities hand their limits on. */
function isForClients(fields: CertificateFields): boolean {
  const purposes = extensionOf(fields, extensionIds.extendedKeyUsage)
  return (
    purposes === undefined ||
    readChildren(purposes).some((id) => clientPurposes.includes(readObjectIdentifier(id)))
  )
}

/** RFC 5280 §4.2.1.3: the first bit is digitalSignature, by which TLS proves a key. */
function maySign(fields: CertificateFields): boolean {
  const usage = extensionOf(fields, extensionIds.keyUsage)
  return usage === undefined || (usage.tag === derTags.bitString && ((usage.content[1] ?? 0) & 0x80) !== 0)
}

/** RFC 5280 §4.2.1.9: how many authorities may stand between this one and the client. */
function allowsBelow(fields: CertificateFields, authoritiesBelow: number): boolean {
  const constraints = extensionOf(fields, extensionIds.basicConstraints)
  const [, most] = constraints === undefined ? [] : readChildren(constraints)
  return most === undefined || BigInt(`0x${most.content.toString('hex') || '0'}`) >= authoritiesBelow
}
