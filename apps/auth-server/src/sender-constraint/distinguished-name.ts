import { attributeTypes } from './attribute-types.ts'
import {
  type DerElement,
  derTags,
  expectTag,
  readChildren,
  readDer,
  readObjectIdentifier,
  readText,
} from './der.ts'

/**
 * A name in the one form in which equal names are equal texts: attributes by number and sorted within each part, parts in the
 * order of the certificate, values as they read whatever their encoding. Letter case and spaces within a value count, so two
 * names that an authority would call one are two here: stricter than RFC 5280 §7.1, never looser.
 */
export type NormalName = string

type Attribute = readonly [type: string, kind: 'text' | 'der', value: string]

/** The subject of a certificate (RFC 5280 §4.1.2.4). Throws `DerError`. */
export function normalNameOf(name: DerElement): NormalName {
  const parts = readChildren(expectTag(name, derTags.sequence))
  return normalForm(parts.map((part) => readChildren(expectTag(part, derTags.set)).map(attributeOf)))
}

/** A name as people write it (RFC 4514 §3), spaces beside its separators allowed; `undefined` when it is none. */
export function parseNormalName(text: string): NormalName | undefined {
  if (text === '') return undefined
  const parts = splitAt(text, ',').map((part) => splitAt(part, '+').map(parseAttribute))
  const isWhole = parts.every((part) => part.every((attribute) => attribute !== undefined))
  // RFC 4514 §2.1: written from the last part to the first.
  return isWhole ? normalForm(parts.map(present).reverse()) : undefined
}

function normalForm(parts: readonly (readonly Attribute[])[]): NormalName {
  return JSON.stringify(parts.map((part) => part.map((attribute) => JSON.stringify(attribute)).sort()))
}

function present(part: readonly (Attribute | undefined)[]): readonly Attribute[] {
  return part.filter((attribute) => attribute !== undefined)
}

function attributeOf(element: DerElement): Attribute {
  const [type, value] = readChildren(expectTag(element, derTags.sequence))
  return value === undefined
    ? [readObjectIdentifier(type), 'der', '']
    : [readObjectIdentifier(type), ...readValue(value)]
}

function readValue(element: DerElement): readonly ['text' | 'der', string] {
  const text = readText(element)
  return text === undefined ? ['der', element.encoded.toString('hex')] : ['text', text]
}

/** Cut at every separator that no backslash precedes. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts = ['']
  for (const [piece] of text.matchAll(/\\[\s\S]|[^\\]|\\$/gu)) {
    if (piece === separator) parts.push('')
    else parts.push(`${parts.pop()}${piece}`)
  }
  return parts
}

function parseAttribute(text: string): Attribute | undefined {
  const [, name = '', written = ''] = /^ *([A-Za-z0-9.-]+) *=([\s\S]*)$/.exec(text) ?? []
  const type = typeNamed(name)
  const value = written.trimStart().startsWith('#') ? parseHex(written.trim()) : parseText(written)
  return type === undefined || value === undefined ? undefined : [type, ...value]
}

function typeNamed(name: string): string | undefined {
  const [, type] = /^(?:oid\.)?((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+)$/i.exec(name) ?? []
  return type ?? attributeTypes.get(name.toLowerCase())
}

/** RFC 4514 §2.4: a value that has no text is written as the hexadecimal of its encoding. */
function parseHex(written: string): ReturnType<typeof readValue> | undefined {
  if (!/^#(?:[0-9a-f]{2})+$/i.test(written)) return undefined
  try {
    return readValue(readDer(Buffer.from(written.slice(1), 'hex')))
  } catch {
    return undefined
  }
}

/** A byte by its hexadecimal, an escaped sign, or a sign that needs no escape. */
const piece = /\\([0-9a-f]{2})|\\([ "#+,;<=>\\])|([^\\"+,;<>\0])/giu

function parseText(written: string): readonly ['text', string] | undefined {
  const pieces = [...written.matchAll(piece)]
  if (pieces.map(([whole]) => whole).join('') !== written) return undefined
  const isPlainSpace = ([whole]: readonly string[]) => whole === ' '
  const from = pieces.findIndex((one) => !isPlainSpace(one))
  const to = pieces.findLastIndex((one) => !isPlainSpace(one))
  const bytes = pieces
    .slice(from === -1 ? pieces.length : from, to + 1)
    .map(([, byte, sign, plain = '']) => (byte ? Buffer.from(byte, 'hex') : Buffer.from(sign ?? plain)))
  try {
    return ['text', new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes))]
  } catch {
    return undefined
  }
}
