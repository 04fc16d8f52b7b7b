import { base62, fromBase62 } from './base62.ts'

/** How the bytes of a token are written; the version character that names it stands between prefix and body. */
interface TokenAlphabet {
  readonly write: (bytes: Uint8Array) => string
  readonly read: (text: string) => Uint8Array | undefined
}

/** `1` base64url, `2` letters and digits, `3` hex: several old clients never URL-encode. */
export const tokenAlphabets = {
  '1': {
    write: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
    read: fromBase64url,
  },
  '2': { write: base62, read: fromBase62 },
  '3': {
    write: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex'),
    read: fromHex,
  },
} as const satisfies Record<string, TokenAlphabet>

export type TokenVersion = keyof typeof tokenAlphabets

export function isTokenVersion(text: string): text is TokenVersion {
  return Object.hasOwn(tokenAlphabets, text)
}

/** Strict: what Node would skip or round is refused, so that no two texts are the same token. */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

function fromHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-f]{2})*$/.test(text) ? Buffer.from(text, 'hex') : undefined
}
