import { OAuthError } from './oauth-error.ts'

/** A client id and secret as they stood in an `Authorization: Basic` header. */
export interface BasicCredentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** token68 of RFC 9110 §11.2; too many or too few `=` are met in the wild and do no harm. */
const basicHeader = /^basic +([A-Za-z0-9+/_-]+)=*$/i

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function isBasicHeader(header: string): boolean {
  return /^basic(?: |$)/i.test(header)
}

/**
 * The readings of a Basic header, most likely first. RFC 6749 §2.3.1 form-encodes both values before they are joined;
 * many clients do not, so the raw text is the second reading when it differs. The first colon divides. Throws
 * `invalid_client`.
 */
export function readBasicCredentials(header: string): readonly BasicCredentials[] {
  const raw = split(decode(header))
  const decoded = formDecoded(raw)
  return decoded === undefined || same(decoded, raw) ? [raw] : [decoded, raw]
}

function decode(header: string): string {
  const match = basicHeader.exec(header)
  if (match === null) throw broken('it is not base64')
  try {
    return utf8.decode(Buffer.from(match[1] ?? '', 'base64'))
  } catch (cause) {
    throw broken('it is not UTF-8 text', cause)
  }
}

function split(text: string): BasicCredentials {
  const colon = text.indexOf(':')
  if (colon < 1) throw broken('it has no colon between client id and secret, or no client id')
  return { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) }
}

function formDecoded(raw: BasicCredentials): BasicCredentials | undefined {
  try {
    return { clientId: formDecode(raw.clientId), clientSecret: formDecode(raw.clientSecret) }
  } catch {
    return undefined
  }
}

function formDecode(text: string): string {
  return text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text
}

function same(left: BasicCredentials, right: BasicCredentials): boolean {
  return left.clientId === right.clientId && left.clientSecret === right.clientSecret
}

function broken(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', `The Basic credentials cannot be read: ${detail}.`, {
    reason: { kind: 'unreadable request', detail: `Basic header: ${detail}` },
    cause,
  })
}
