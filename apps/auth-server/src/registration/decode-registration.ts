import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'
import { registrableNames, wireSpelling } from './wire-spelling.ts'

/** What somebody wants registered, member by member as a declaration spells them; nothing of it is checked. */
export type RegistrationInput = Readonly<Record<string, unknown>>

export interface DecodedRegistration {
  readonly input: RegistrationInput
  /** What an update must and must not repeat (RFC 7592 §2.2). */
  readonly clientId: unknown
  readonly clientSecret: unknown
  readonly repeated: readonly string[]
}

const ours = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

/**
 * The body of RFC 7591 §3.1 and RFC 7592 §2.2. Members that nobody here knows are left out (RFC 7591 §2), software statements
 * too (§3.1.1: who does not support them may). `null` is absent (RFC 7592 §2.2).
 */
export async function decodeRegistration(c: Context): Promise<DecodedRegistration> {
  const body = jsonObject(c.req.header('content-type') ?? '', await readBody(c))
  const encrypted = Object.keys(body).find((name) => isEncryption(name) && isThere(body[name]))
  if (encrypted !== undefined) throw refused(`${encrypted}: nothing is encrypted here, so leave it out`)
  return {
    input: registrationInput(body),
    clientId: memberOf(body, 'client_id'),
    clientSecret: memberOf(body, 'client_secret'),
    repeated: ours.filter((name) => isThere(memberOf(body, name))),
  }
}

/** The members of a document that are known here, as a declaration spells them. */
export function registrationInput(body: Readonly<Record<string, unknown>>): RegistrationInput {
  const known = registrableNames.flatMap((name) => {
    const value = memberOf(body, wireSpelling(name))
    return isThere(value) ? [[name, name === 'scopes' ? scopeList(value) : value] as const] : []
  })
  return Object.fromEntries(known)
}

/** Answers that come otherwise than a client expects would be of no use to it, so these are not left out in silence. */
function isEncryption(name: string): boolean {
  return /_(?:encrypted_response|encryption)_(?:alg|enc)$/.test(name)
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}

function memberOf(body: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(body, name) ? body[name] : undefined
}

/** RFC 7591 §2: a text with spaces between. An empty one names none, which is as good as absent. */
function scopeList(value: unknown): unknown {
  if (typeof value !== 'string') throw refused('scope: must be a text with a space between each two')
  const scopes = [...new Set(value.split(' ').filter((scope) => scope !== ''))]
  return scopes.length === 0 ? undefined : scopes
}

function jsonObject(contentType: string, text: string): Readonly<Record<string, unknown>> {
  if (!/^application\/json *(?:;|$)/i.test(contentType))
    throw refused('Send the metadata as application/json.', 'not JSON')
  const body = parsed(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refused('The body must be one JSON object.', 'not an object')
  return body as Readonly<Record<string, unknown>>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('The body is not JSON.', 'not JSON')
  }
}

function refused(message: string, detail?: string): OAuthError {
  return new OAuthError(
    'invalid_client_metadata',
    message,
    detail === undefined ? {} : { reason: { kind: 'unreadable request', detail } },
  )
}
