import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Dialect, dialects } from '@latchkey/dialects'
import { isTokenVersion, sha256, tokenAlphabets } from '@latchkey/protocol'
import type { KeyRing, RingKey } from '../keys/key-ring.ts'

/** A refresh token as its bytes say: the same family and generation are always the same text. */
export interface RefreshToken {
  readonly secret: Buffer
  readonly generation: number
}

/** One that is to be written: `madeAt` (milliseconds since 1970) says with which key, whenever it is written again. */
export interface DatedRefreshToken extends RefreshToken {
  readonly madeAt: number
}

const secretBytes = 16
const macBytes = 16
const bodyBytes = 4 + secretBytes + 4

export function newFamilySecret(): Buffer {
  return randomBytes(secretBytes)
}

export function hashFamilySecret(secret: Uint8Array): string {
  return sha256(Buffer.from(secret).toString('base64url'))
}

/** Prefix and version, then key id (4 bytes), the family's secret (16), generation (4) and a truncated HMAC (16). */
export function writeRefreshToken(
  ring: KeyRing,
  dialect: Dialect,
  { secret, generation, madeAt }: DatedRefreshToken,
): string {
  const { prefix, version } = dialect.refreshToken
  const key = ring.current('refresh', madeAt)
  const body = Buffer.alloc(bodyBytes)
  body.write(key.id, 'hex')
  body.set(secret, 4)
  body.writeUInt32BE(generation, 4 + secretBytes)
  return prefix + version + tokenAlphabets[version].write(Buffer.concat([body, macOf(key, body)]))
}

const prefixes = [...new Set(Object.values(dialects).map((dialect) => dialect.refreshToken.prefix))]

/** The token, when it is one of ours and unchanged. */
export async function readRefreshToken(ring: KeyRing, text: string): Promise<RefreshToken | undefined> {
  const bytes = bytesOf(text)
  if (bytes?.length !== bodyBytes + macBytes) return undefined
  const body = bytes.subarray(0, bodyBytes)
  const key = await ring.find(body.toString('hex', 0, 4))
  if (key?.kind !== 'refresh' || !timingSafeEqual(macOf(key, body), bytes.subarray(bodyBytes)))
    return undefined
  return { secret: body.subarray(4, 4 + secretBytes), generation: body.readUInt32BE(4 + secretBytes) }
}

function bytesOf(text: string): Buffer | undefined {
  const prefix = prefixes.find((candidate) => text.startsWith(candidate))
  if (prefix === undefined || text.length > 256) return undefined
  const version = text.charAt(prefix.length)
  if (!isTokenVersion(version)) return undefined
  const bytes = tokenAlphabets[version].read(text.slice(prefix.length + 1))
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function macOf(key: RingKey, body: Uint8Array): Buffer {
  return createHmac('sha256', key.derive('refresh token')).update(body).digest().subarray(0, macBytes)
}
