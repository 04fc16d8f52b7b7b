/** One element of X.690's Distinguished Encoding Rules, in which certificates are written. */
export interface DerElement {
  /** Class, form and number in one byte, as it is written: 0x30 is a SEQUENCE. */
  readonly tag: number
  readonly content: Buffer
  /** With tag and length. */
  readonly encoded: Buffer
}

/** Bytes that are no DER, or not what was expected there. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const derTags = {
  boolean: 0x01,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const

/** The one element that these bytes are. Throws `DerError`. */
export function readDer(bytes: Buffer): DerElement {
  const element = firstOf(bytes)
  if (element.encoded.length !== bytes.length) throw new DerError('there is something behind the element')
  return element
}

/** The elements inside a SEQUENCE, a SET or a context-specific constructed one. Throws `DerError`. */
export function readChildren({ content }: DerElement): readonly DerElement[] {
  const children: DerElement[] = []
  let at = 0
  while (at < content.length) {
    const child = firstOf(content.subarray(at))
    children.push(child)
    at += child.encoded.length
  }
  return children
}

/** Throws `DerError` when the element is missing or another one. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerError(`0x${tag.toString(16)} is missing`)
  return element
}

/** Those that are in use have 20 at most. Numbers as long as a certificate may be would keep this server busy for a second each. */
const mostBytesOfIdentifier = 64

/** `2.5.4.3` */
export function readObjectIdentifier(element: DerElement | undefined): string {
  const { content } = expectTag(element, derTags.objectIdentifier)
  if (content.length > mostBytesOfIdentifier) throw new DerError('an object identifier is too long')
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte & 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const [joined = 0n, ...others] = arcs
  const first = joined < 80n ? joined / 40n : 2n
  return [first, joined - first * 40n, ...others].join('.')
}

/** The texts of X.520 and RFC 5280 by their tags; T.61 as everybody writes it, in ISO 8859-1. */
const decoders: Readonly<Record<number, (content: Buffer) => string>> = {
  12: (content) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
  18: latin1,
  19: latin1,
  20: latin1,
  22: latin1,
  30: (content) => new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }).decode(content),
}

/** A character string as text; `undefined` for what is none or is badly encoded. */
export function readText({ tag, content }: DerElement): string | undefined {
  try {
    return decoders[tag]?.(content)
  } catch {
    return undefined
  }
}

function latin1(content: Buffer): string {
  return content.toString('latin1')
}

function firstOf(bytes: Buffer): DerElement {
  const [tag = 0, short = 0x80] = bytes
  if (bytes.length < 2 || (tag & 0x1f) === 0x1f) throw new DerError('it is cut off, or has a long tag')
  const lengthBytes = short & 0x80 ? short & 0x7f : 0
  if (short === 0x80 || lengthBytes > 4 || bytes.length < 2 + lengthBytes) throw new DerError('no length')
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(2, lengthBytes)
  const start = 2 + lengthBytes
  if (bytes.length < start + length) throw new DerError('it is cut off')
  const encoded = bytes.subarray(0, start + length)
  return { tag, content: encoded.subarray(start), encoded }
}
