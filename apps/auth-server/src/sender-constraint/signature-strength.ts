import { type DerElement, readChildren, readObjectIdentifier } from './der.ts'

/** How an authority may have signed a certificate: with SHA-2, or by a scheme that has no choice. */
const strong: readonly string[] = [
  '1.2.840.113549.1.1.11', // sha256WithRSAEncryption
  '1.2.840.113549.1.1.12', // sha384WithRSAEncryption
  '1.2.840.113549.1.1.13', // sha512WithRSAEncryption
  '1.2.840.10045.4.3.2', // ecdsa-with-SHA256
  '1.2.840.10045.4.3.3', // ecdsa-with-SHA384
  '1.2.840.10045.4.3.4', // ecdsa-with-SHA512
  '1.3.101.112', // Ed25519
  '1.3.101.113', // Ed448
]

const rsaPss = '1.2.840.113549.1.1.10'
const strongHashes: readonly string[] = [
  '2.16.840.1.101.3.4.2.1', // SHA-256
  '2.16.840.1.101.3.4.2.2', // SHA-384
  '2.16.840.1.101.3.4.2.3', // SHA-512
]
const hashTag = 0xa0

/** An AlgorithmIdentifier (RFC 5280 §4.1.1.2). Throws `DerError`. */
export function isStrongSignature(algorithm: DerElement): boolean {
  const [id, parameters] = readChildren(algorithm)
  const name = readObjectIdentifier(id)
  return strong.includes(name) || (name === rsaPss && parameters !== undefined && hasStrongHash(parameters))
}

/** RFC 4055 §3.1: SHA-1 where nothing is said. */
function hasStrongHash(parameters: DerElement): boolean {
  const hash = readChildren(parameters).find(({ tag }) => tag === hashTag)
  const [algorithm] = hash === undefined ? [] : readChildren(hash)
  return algorithm !== undefined && strongHashes.includes(readObjectIdentifier(readChildren(algorithm)[0]))
}
