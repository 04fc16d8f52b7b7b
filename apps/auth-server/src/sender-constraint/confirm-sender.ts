import type { Confirmation } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { ServerContext } from '../context.ts'

/** The key that a token request proves to have, to which its tokens are bound (RFC 9449 §5, RFC 8705 §3). */
export async function confirmSender(
  _server: ServerContext,
  _request: ClientRequest,
  _client: AuthenticatedClient,
): Promise<Confirmation | undefined> {
  return undefined
}
