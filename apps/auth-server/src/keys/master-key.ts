import { randomBytes } from 'node:crypto'
import { fromBase64url, nonceBytes, sha256, xaesOpen, xaesSeal } from '@latchkey/protocol'

/** The keys that wrap all others: the first wraps, all unwrap, so that a new one can be put before an old one. */
export type MasterKeys = readonly [first: Uint8Array, ...older: Uint8Array[]]

/** Reads the master key file: one key of 32 bytes in base64url a line; `#` begins a comment. Throws a sentence. */
export function parseMasterKeys(text: string): MasterKeys {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim())
  const [first, ...older] = lines.filter((line) => line !== '').map(parseKey)
  if (first === undefined) throw new Error('The master key file holds no key.')
  return [first, ...older]
}

function parseKey(line: string): Uint8Array {
  const key = fromBase64url(line)
  if (key?.length !== 32) throw new Error('The master key file has a line that is not 32 bytes in base64url.')
  return key
}

export function newMasterKeyText(): string {
  return `# Latchkey's master key. Whoever has it can read every key in the database: keep a copy, away from the database.\n${randomBytes(32).toString('base64url')}\n`
}

/** A short name of a master key, so that the right one is found without trying all. */
function nameOf(key: Uint8Array): string {
  return sha256(Buffer.from(key).toString('base64url')).slice(0, 8)
}

/** `purpose` is bound to the wrapping: a wrapped key cannot be put in another's place. */
export function wrap([first]: MasterKeys, bytes: Uint8Array, purpose: string): string {
  const nonce = randomBytes(nonceBytes)
  const sealed = xaesSeal(first, nonce, bytes, Buffer.from(purpose))
  return [nameOf(first), nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

export function unwrap(keys: MasterKeys, wrapped: string, purpose: string): Buffer {
  const [name, nonce = '', sealed = ''] = wrapped.split('.')
  const key = keys.find((candidate) => nameOf(candidate) === name)
  if (key === undefined)
    throw new Error(`The master key file lacks the key ${name}, which wrapped the ${purpose}.`)
  const bytes = xaesOpen(
    key,
    Buffer.from(nonce, 'base64url'),
    Buffer.from(sealed, 'base64url'),
    Buffer.from(purpose),
  )
  if (bytes === undefined) throw new Error(`The ${purpose} cannot be unwrapped: it was changed.`)
  return bytes
}
