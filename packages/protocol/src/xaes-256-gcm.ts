import { createCipheriv, createDecipheriv } from 'node:crypto'

/**
 * XAES-256-GCM (C2SP): AES-256-GCM with a nonce of 24 bytes that may be random for every message. The first twelve
 * bytes derive a key with two AES blocks (SP 800-108 in counter mode with CMAC), the last twelve are GCM's nonce.
 */
export const nonceBytes = 24
export const tagBytes = 16

/** The key for all nonces that begin with these twelve bytes. */
export function deriveXaesKey(key: Uint8Array, nonceStart: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const subkey = doubled(cipher.update(Buffer.alloc(16)))
  const blocks = Buffer.alloc(32)
  for (const [start, counter] of [
    [0, 1],
    [16, 2],
  ] as const) {
    blocks.set([0, counter, 0x58, 0], start)
    blocks.set(nonceStart, start + 4)
    for (let at = 0; at < 16; at++) blocks[start + at] = (blocks[start + at] ?? 0) ^ (subkey[at] ?? 0)
  }
  return cipher.update(blocks)
}

/** CMAC's doubling in GF(2^128). */
function doubled(block: Uint8Array): Buffer {
  const result = Buffer.alloc(16)
  let carry = 0
  for (let at = 15; at >= 0; at--) {
    const byte = block[at] ?? 0
    result[at] = ((byte << 1) | carry) & 0xff
    carry = byte >> 7
  }
  result[15] = (result[15] ?? 0) ^ (carry === 1 ? 0x87 : 0)
  return result
}

/** Ciphertext and tag under a derived key and the last twelve bytes of the nonce. */
export function sealWithDerived(
  derived: Uint8Array,
  nonceEnd: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', derived, nonceEnd)
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** The plaintext, or `undefined` when anything was changed. */
export function openWithDerived(
  derived: Uint8Array,
  nonceEnd: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Buffer | undefined {
  if (sealed.length < tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', derived, nonceEnd, { authTagLength: tagBytes })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const plaintext = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
    decipher.final()
    return plaintext
  } catch {
    return undefined
  }
}

/** One message under its own nonce; for things sealed rarely (wrapped keys). */
export function xaesSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  return sealWithDerived(
    deriveXaesKey(key, nonce.subarray(0, 12)),
    nonce.subarray(12, nonceBytes),
    plaintext,
    aad,
  )
}

export function xaesOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Buffer | undefined {
  return openWithDerived(
    deriveXaesKey(key, nonce.subarray(0, 12)),
    nonce.subarray(12, nonceBytes),
    sealed,
    aad,
  )
}
