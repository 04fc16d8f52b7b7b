import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK } from 'jose'
import { type KeyKind, type KeyRecord, type SigningAlgorithm, signingAlgorithms } from '../store/records.ts'
import { type MasterKeys, wrap } from './master-key.ts'

const generate = promisify(generateKeyPair)

/** What a wrapped key is bound to. */
export function purposeOf(key: Pick<KeyRecord, 'id' | 'kind'>): string {
  return `${key.kind} key ${key.id}`
}

export function isSigningAlgorithm(kind: KeyKind): kind is SigningAlgorithm {
  return (signingAlgorithms as readonly string[]).includes(kind)
}

/** A new key of this kind, wrapped, to be used from `usableAt` on. */
export async function makeKey(
  master: MasterKeys,
  { id, kind, now, usableAt }: { id: string; kind: KeyKind; now: number; usableAt: number },
): Promise<KeyRecord> {
  const { bytes, publicJwk } = isSigningAlgorithm(kind) ? await makePair(kind) : makeSecret()
  const named = publicJwk === undefined ? undefined : { ...publicJwk, kid: id, alg: kind, use: 'sig' }
  const times = { createdAt: now, usableAt, retiredAt: undefined, endedAt: undefined }
  return { id, kind, wrapped: wrap(master, bytes, purposeOf({ id, kind })), publicJwk: named, ...times }
}

function makeSecret(): { bytes: Uint8Array; publicJwk: undefined } {
  return { bytes: randomBytes(32), publicJwk: undefined }
}

async function makePair(algorithm: SigningAlgorithm) {
  const { privateKey, publicKey } = await pairOf[algorithm]()
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' })
  return { bytes, publicJwk: await exportJWK(publicKey) }
}

const pairOf: Record<SigningAlgorithm, () => Promise<{ privateKey: KeyObject; publicKey: KeyObject }>> = {
  RS256: () => generate('rsa', { modulusLength: 2048 }),
  PS256: () => generate('rsa', { modulusLength: 2048 }),
  ES256: () => generate('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generate('ed25519'),
}
