import { createPrivateKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { type Clock, sha256 } from '@latchkey/protocol'
import type { JWK } from 'jose'
import type { Audit } from '../store/audit-store.ts'
import type { KeysStore } from '../store/keys-store.ts'
import { type KeyKind, type KeyRecord, signingAlgorithms } from '../store/records.ts'
import { isSigningAlgorithm, makeKey, purposeOf } from './make-key.ts'
import { type MasterKeys, unwrap } from './master-key.ts'

/** How long others may keep our public keys, in seconds; a new signing key is published that long before its use. */
export const jwksSeconds = 900

/** The longest life of anything signed (an ID token's hour), and a margin for clocks that differ. */
const longestSignedMillis = 2 * 3_600_000

/** A new sealing or refresh key waits this long, so that every process knows it before it meets it. */
const settlingMillis = 5_000

/** A key ready for use. */
export interface RingKey {
  readonly id: string
  readonly kind: KeyKind
  readonly usableAt: number
  readonly endedAt: number | undefined
  /** 32 bytes for one purpose, derived from the key (HKDF-SHA-256, RFC 5869). */
  derive(label: string): Buffer
  /** Of a signing key only. */
  readonly privateKey: KeyObject | undefined
}

/** The keys of this server, unwrapped. */
export interface KeyRing {
  /** The youngest key of a kind that is usable now, or that was at another time. */
  current(kind: KeyKind, at?: number): RingKey
  /** The key with this id, unless it is ended. An unknown id causes at most one fresh look a second. */
  find(id: string): Promise<RingKey | undefined>
  /** The public signing keys, coming, present and past (RFC 7517). */
  publicKeys(): readonly JWK[]
  /** These, and every key of the past that was not ended: for what may be older than any token that still counts. */
  everyPublicKey(): readonly JWK[]
  /** How often the keys were read anew: what was opened with them before may be under a key that has ended since. */
  readings(): number
  /** Reads the keys anew: another process added or ended one. */
  reload(): Promise<void>
  /** Adds a key of this kind; it comes into use after its settling time. */
  rotate(kind: KeyKind, audit?: Audit): Promise<KeyRecord>
}

const kinds: readonly KeyKind[] = ['sealing', 'refresh', 'pepper', ...signingAlgorithms]

export async function openKeyRing(store: KeysStore, master: MasterKeys, now: Clock): Promise<KeyRing> {
  await addFirstKeys(store, master, now())
  let records = await store.listKeys()
  let keys = unwrapAll(records, master)
  let lookedAt = now()
  let readings = 1
  const reload = async () => {
    records = await store.listKeys()
    keys = unwrapAll(records, master, keys)
    lookedAt = now()
    readings++
  }
  const look = shared(reload)
  return {
    current: (kind, at = now()) => currentOf(keys, kind, { at, now: now() }),
    find: async (id) => {
      const mayLook = look.isUnderWay() || now() - lookedAt >= 1_000
      if (!keys.has(id) && mayLook) await look.run()
      const key = keys.get(id)
      return key?.endedAt === undefined ? key : undefined
    },
    publicKeys: () =>
      records.flatMap((key) => (key.publicJwk && isPublished(key, now()) ? [key.publicJwk] : [])),
    everyPublicKey: () =>
      records.flatMap(({ publicJwk, endedAt }) => (publicJwk && endedAt === undefined ? [publicJwk] : [])),
    readings: () => readings,
    reload,
    rotate: async (kind, audit) => {
      const key = await makeKey(master, {
        id: randomId(),
        kind,
        now: now(),
        usableAt: now() + settling(kind),
      })
      await store.addKey(key, audit)
      await reload()
      return key
    },
  }
}

/** Whoever comes while the work is under way shares it: otherwise a new key would be unknown to all but the first. */
function shared(work: () => Promise<void>) {
  let underWay: Promise<void> | undefined
  const run = () => {
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return underWay
  }
  return { run, isUnderWay: () => underWay !== undefined }
}

/** Until the last token that it signed has expired. */
function isPublished({ endedAt, retiredAt }: KeyRecord, now: number): boolean {
  return endedAt === undefined && (retiredAt === undefined || retiredAt + longestSignedMillis > now)
}

function settling(kind: KeyKind): number {
  return isSigningAlgorithm(kind) ? jwksSeconds * 1000 : settlingMillis
}

function randomId(): string {
  return randomBytes(4).toString('hex')
}

/** The first key of a kind has an id made from the kind's name: two processes that start at once add only one. */
async function addFirstKeys(store: KeysStore, master: MasterKeys, now: number): Promise<void> {
  const present = new Set((await store.listKeys()).map((key) => key.kind))
  const missing = kinds.filter((kind) => !present.has(kind))
  await Promise.all(
    missing.map(async (kind) => store.addFirstKey(await makeKey(master, firstKey(kind, now)))),
  )
}

function firstKey(kind: KeyKind, now: number) {
  const id = Buffer.from(sha256(`first ${kind} key`), 'base64url').toString('hex', 0, 4)
  return { id, kind, now, usableAt: now }
}

function unwrapAll(records: readonly KeyRecord[], master: MasterKeys, known?: ReadonlyMap<string, RingKey>) {
  const keys = records.map((record) => {
    const before = known?.get(record.id)
    return before === undefined ? unwrapKey(record, master) : { ...before, endedAt: record.endedAt }
  })
  return new Map(keys.map((key) => [key.id, key]))
}

function unwrapKey(record: KeyRecord, master: MasterKeys): RingKey {
  const { id, kind, usableAt, endedAt } = record
  const bytes = unwrap(master, record.wrapped, purposeOf(record))
  const derived = new Map<string, Buffer>()
  return {
    id,
    kind,
    usableAt,
    endedAt,
    derive: (label) => {
      const key = derived.get(label) ?? Buffer.from(hkdfSync('sha256', bytes, '', `latchkey ${label}`, 32))
      derived.set(label, key)
      return key
    },
    privateKey: isSigningAlgorithm(kind)
      ? createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
      : undefined,
  }
}

function currentOf(
  keys: ReadonlyMap<string, RingKey>,
  kind: KeyKind,
  { at, now }: { at: number; now: number },
): RingKey {
  const current = youngestOf(keys, kind, at) ?? youngestOf(keys, kind, now)
  if (current === undefined) throw new Error(`There is no usable ${kind} key.`)
  return current
}

function youngestOf(keys: ReadonlyMap<string, RingKey>, kind: KeyKind, at: number): RingKey | undefined {
  let youngest: RingKey | undefined
  for (const key of keys.values()) {
    const isUsable = key.kind === kind && key.endedAt === undefined && key.usableAt <= at
    if (isUsable && (youngest === undefined || key.usableAt > youngest.usableAt)) youngest = key
  }
  return youngest
}
