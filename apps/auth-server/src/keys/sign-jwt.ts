import { constants, type KeyObject, sign } from 'node:crypto'
import type { SigningAlgorithm } from '../store/records.ts'
import type { KeyRing } from './key-ring.ts'

/**
 * A compact JWS (RFC 7515 §3.1) under the current key of the algorithm. Signed synchronously: for ES256, DER converted to
 * the raw form of RFC 7518 §3.4 costs half of asking for the raw form.
 */
export function signJwt(
  ring: KeyRing,
  algorithm: SigningAlgorithm,
  type: string,
  claims: Readonly<Record<string, unknown>>,
): string {
  const key = ring.current(algorithm)
  if (key.privateKey === undefined) throw new Error(`The ${algorithm} key ${key.id} cannot sign.`)
  const header = Buffer.from(JSON.stringify({ alg: algorithm, typ: type, kid: key.id })).toString('base64url')
  const input = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${input}.${signers[algorithm](Buffer.from(input), key.privateKey).toString('base64url')}`
}

const signers: Record<SigningAlgorithm, (input: Buffer, key: KeyObject) => Buffer> = {
  RS256: (input, key) => sign('sha256', input, key),
  // RFC 7518 §3.5: the salt is as long as the hash.
  PS256: (input, key) =>
    sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ES256: (input, key) => rawFromDer(sign('sha256', input, key)),
  EdDSA: (input, key) => sign(null, input, key),
}

/** SEQUENCE { INTEGER r, INTEGER s } → r and s as 32 bytes each. */
function rawFromDer(der: Buffer): Buffer {
  const raw = Buffer.alloc(64)
  const rLength = der[3] ?? 0
  const r = der.subarray(4, 4 + rLength)
  const s = der.subarray(6 + rLength)
  put(raw, 32, r)
  put(raw, 64, s)
  return raw
}

/** A DER integer may have a leading zero byte, or fewer bytes than 32. */
function put(raw: Buffer, end: number, integer: Buffer): void {
  const value = integer.length > 32 ? integer.subarray(integer.length - 32) : integer
  raw.set(value, end - value.length)
}
