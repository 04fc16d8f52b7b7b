import { randomBytes } from 'node:crypto'
import {
  type Clock,
  deriveXaesKey,
  nonceBytes,
  openWithDerived,
  pooledRandomBytes,
  sealWithDerived,
  type TokenVersion,
  tokenAlphabets,
} from '@latchkey/protocol'
import type { KeyRing, RingKey } from './key-ring.ts'

/** What is sealed. Each has a key of its own, so that none passes for another. */
export type SealedKind =
  | 'access token'
  | 'authorization request'
  | 'form'
  | 'password reset'
  | 'run of a flow'

export interface SealedName {
  readonly kind: SealedKind
  readonly prefix: string
  readonly version: TokenVersion
}

/**
 * Seals small records into texts that only this server can read, and that nobody can change: prefix, version, then key id
 * (4 bytes), nonce (24) and ciphertext with tag, under XAES-256-GCM. Issuer, kind, prefix, version and key id are bound.
 */
export interface Sealer {
  seal(name: SealedName, plaintext: Uint8Array): string
  /** The plaintext of a text without its prefix and version, or `undefined` when it is not ours. */
  open(name: SealedName, body: string): Promise<Buffer | undefined>
}

/** The first half of the nonce serves this many tokens or this long, so that its derived key need not be made anew. */
const tokensPerStart = 2 ** 20
const millisPerStart = 600_000
const mostDerivedKeys = 4_096

interface NonceStart {
  readonly keyId: string
  readonly bytes: Buffer
  readonly derived: Buffer
  readonly until: number
  left: number
}

export function createSealer(ring: KeyRing, issuer: string, now: Clock): Sealer {
  const starts = new Map<SealedKind, NonceStart>()
  const derivedKeys = new Map<string, Buffer>()
  return {
    seal: (name, plaintext) => {
      const start = startFor(starts, ring.current('sealing'), name.kind, now())
      const keyId = Buffer.from(start.keyId, 'hex')
      const nonceEnd = pooledRandomBytes(12)
      const sealed = sealWithDerived(
        start.derived,
        nonceEnd,
        plaintext,
        associatedData(issuer, name, start.keyId),
      )
      return (
        name.prefix +
        name.version +
        tokenAlphabets[name.version].write(Buffer.concat([keyId, start.bytes, nonceEnd, sealed]))
      )
    },
    open: async (name, body) => {
      const read = tokenAlphabets[name.version].read(body)
      if (read === undefined || read.length < 4 + nonceBytes) return undefined
      const bytes = Buffer.from(read.buffer, read.byteOffset, read.length)
      const keyId = bytes.toString('hex', 0, 4)
      const key = await ring.find(keyId)
      if (key?.kind !== 'sealing') return undefined
      const nonceStart = bytes.subarray(4, 16)
      const derived = derivedFor(derivedKeys, key, name.kind, nonceStart)
      const aad = associatedData(issuer, name, keyId)
      return openWithDerived(derived, bytes.subarray(16, 28), bytes.subarray(28), aad)
    },
  }
}

function startFor(
  starts: Map<SealedKind, NonceStart>,
  key: RingKey,
  kind: SealedKind,
  now: number,
): NonceStart {
  const present = starts.get(kind)
  if (present !== undefined && present.keyId === key.id && present.until > now && present.left-- > 0)
    return present
  const bytes = randomBytes(12)
  const derived = deriveXaesKey(key.derive(kind), bytes)
  const start = { keyId: key.id, bytes, derived, until: now + millisPerStart, left: tokensPerStart }
  starts.set(kind, start)
  return start
}

/** The keys of the nonces met last; a stranger's random ones cost a derivation and push nothing useful out for long. */
function derivedFor(cache: Map<string, Buffer>, key: RingKey, kind: SealedKind, nonceStart: Buffer): Buffer {
  const name = `${key.id} ${kind} ${nonceStart.toString('latin1')}`
  const known = cache.get(name)
  if (known !== undefined) return known
  const derived = deriveXaesKey(key.derive(kind), nonceStart)
  const [oldest] = cache.keys()
  if (cache.size >= mostDerivedKeys && oldest !== undefined) cache.delete(oldest)
  cache.set(name, derived)
  return derived
}

const associated = new Map<string, Buffer>()

function associatedData(issuer: string, { kind, prefix, version }: SealedName, keyId: string): Buffer {
  const text = `${issuer}\n${kind}\n${prefix}\n${version}\n${keyId}`
  const known = associated.get(text)
  if (known !== undefined) return known
  const bytes = Buffer.from(text)
  if (associated.size > 256) associated.clear()
  associated.set(text, bytes)
  return bytes
}
