const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digits = Buffer.from(alphabet, 'latin1')
const digitOf = new Map([...alphabet].map((character, value) => [character, value]))

/** Characters that hold 1, 2, 3 and 4 bytes: the least n with 62^n >= 256^bytes. */
const widthOf = [0, 2, 3, 5, 6] as const

/**
 * Bytes as letters and digits only, for clients that never URL-encode. Groups of four bytes become six characters, the
 * last group as few as hold it; every text has at most one reading.
 */
export function base62(bytes: Uint8Array): string {
  const tail = widthOf[(bytes.length % 4) as 0 | 1 | 2 | 3]
  const text = Buffer.allocUnsafe(Math.floor(bytes.length / 4) * 6 + tail)
  for (let at = 0, start = 0; at < bytes.length; at += 4, start += 6) {
    const size = Math.min(4, bytes.length - at)
    let value = 0
    for (let place = at; place < at + size; place++) value = value * 256 + (bytes[place] ?? 0)
    for (let place = start + widthOf[size as 1 | 2 | 3 | 4] - 1; place >= start; place--) {
      text[place] = digits[value % 62] ?? 0
      value = Math.floor(value / 62)
    }
  }
  return text.toString('latin1')
}

/** The bytes of a base62 text, or `undefined` when it is none. */
export function fromBase62(text: string): Uint8Array | undefined {
  const tail = widthOf.indexOf((text.length % 6) as 0 | 2 | 3 | 5)
  if (tail === -1) return undefined
  const bytes = new Uint8Array(Math.floor(text.length / 6) * 4 + tail)
  for (let at = 0, start = 0; start < text.length; start += 6, at += 4) {
    const value = decodeGroup(text.slice(start, start + 6))
    const size = Math.min(4, bytes.length - at)
    if (value === undefined || value >= 256 ** size) return undefined
    for (let rest = value, place = size - 1; place >= 0; place--, rest = Math.floor(rest / 256)) {
      bytes[at + place] = rest % 256
    }
  }
  return bytes
}

function decodeGroup(group: string): number | undefined {
  let value = 0
  for (const character of group) {
    const digit = digitOf.get(character)
    if (digit === undefined) return undefined
    value = value * 62 + digit
  }
  return value
}
