import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { OutboundRefused } from '../outbound/outbound.ts'
import type { Client } from '../store/records.ts'

const mostBytes = 65_536

/** RFC 9101 §5.2.3, what older programs send, and what a plain file server says. */
const types = ['application/oauth-authz-req+jwt', 'application/jwt', 'application/jose', 'text/plain', '']

/** Reads a request object from an address that its client registered (OpenID Connect Core §6.2). Throws `invalid_request_uri`. */
export async function fetchRequestObject(
  { outbound }: ServerContext,
  { requestUris = [], verified }: Client,
  uri: string,
): Promise<string> {
  const address = withoutFragment(uri)
  if (!requestUris.some((registered) => withoutFragment(registered) === address)) {
    // Whatever was put there by mistake, a token perhaps, is not for the log.
    throw refused(URL.canParse(uri) ? uri : 'no URL', 'it is not registered for this app')
  }
  const accept = 'application/oauth-authz-req+jwt, application/jwt'
  const asked = { accept, mostBytes, isStrangers: !verified }
  const answer = await outbound.get(address, asked).catch((cause: unknown) => {
    throw cause instanceof OutboundRefused ? refused(uri, cause.message, cause) : cause
  })
  if (answer.status !== 200) throw refused(uri, `it answered with the status ${answer.status}`)
  if (!types.includes(answer.contentType)) throw refused(uri, `it answered with ${answer.contentType}`)
  return answer.body.trim()
}

/** OpenID Connect Core §6.2: a fragment only says which version of the document is meant; servers are never sent one. */
function withoutFragment(uri: string): string {
  return uri.split('#', 1)[0] ?? ''
}

function refused(url: string, detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_uri', 'The request object at the request_uri cannot be read.', {
    reason: { kind: 'outbound request failed', url, detail },
    ...(cause !== undefined && { cause }),
  })
}
