import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { OutboundRefused } from '../outbound/outbound.ts'
import { type RegistrationInput, registrationInput } from './decode-registration.ts'

/** A whole registration has room in it. */
const mostBytes = 16_384
const longestUrl = 255

/**
 * A client id that is the address of the client's own document (draft-ietf-oauth-client-id-metadata-document §3): https, with a
 * path, without fragment, name, password and dots that lead elsewhere. Written as every program would write it, so that two
 * spellings are not two clients.
 */
export function isDocumentUrl(clientId: string): boolean {
  if (!clientId.startsWith('https://') || clientId.length > longestUrl || !URL.canParse(clientId))
    return false
  const { href, pathname, hash, search, username, password } = new URL(clientId)
  return (
    href === clientId && pathname !== '/' && [hash, search, username, password].every((part) => part === '')
  )
}

export interface ClientDocumentRead {
  readonly input: RegistrationInput
  /** Seconds. */
  readonly maxAge: number | undefined
}

/** What the client says of itself at its address. Throws `OAuthError`, which only the person can be told. */
export async function readClientDocument(
  { outbound }: ServerContext,
  clientId: string,
): Promise<ClientDocumentRead> {
  try {
    const asked = { accept: 'application/json', mostBytes, isStrangers: true }
    const { status, contentType, body, maxAge } = await outbound.get(clientId, asked)
    if (status !== 200) throw new SyntaxError(`it answered with status ${status}`)
    if (!/^application\/(?:[\w.-]+\+)?json$/.test(contentType)) throw new SyntaxError('it is no JSON')
    return { input: inputOf(JSON.parse(body), clientId), maxAge }
  } catch (cause) {
    if (!(cause instanceof OutboundRefused || cause instanceof SyntaxError)) throw cause
    throw unreadable(clientId, cause.message)
  }
}

/** §4.1: a document names its own address, and no secret, which everybody could read. */
function inputOf(document: unknown, clientId: string): RegistrationInput {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new SyntaxError('it is no object')
  const members = new Map<string, unknown>(Object.entries(document))
  if (members.get('client_id') !== clientId) throw new SyntaxError('its client_id is another address')
  const method = members.get('token_endpoint_auth_method') ?? 'none'
  const hasSecret = members.has('client_secret') || members.has('client_secret_expires_at')
  if (hasSecret || /^client_secret/.test(String(method))) throw new SyntaxError('it speaks of a secret')
  return { tokenEndpointAuthMethod: 'none', ...registrationInput(Object.fromEntries(members)) }
}

/** What went wrong on the way is for the log: whoever names an address could look into networks by it. */
function unreadable(url: string, detail: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    'The app says who it is at an address of its own, and nothing of use could be read there.',
    { reason: { kind: 'outbound request failed', url, detail } },
  )
}
