import { type Dialect, dialects } from '@latchkey/dialects'
import { malformed, readParameters } from '@latchkey/protocol'
import { notActive, unknownClient } from '../authorize/find-return-address.ts'
import type { ServerContext } from '../context.ts'
import { type IdTokenHint, readIdTokenHint } from '../openid/read-id-token-hint.ts'
import { sessionIdFor } from '../openid/session-id-for.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client } from '../store/records.ts'
import { findLogoutReturn, type LogoutReturn } from './find-logout-return.ts'

/** An app asks to sign the person out (RP-Initiated Logout §2). */
export interface LogoutRequest {
  /** An ID token that we wrote for the client; `undefined` for none, and for anything else. */
  readonly hint: IdTokenHint | undefined
  /** Who asks; without a hint anybody may have written its name. */
  readonly client: Client | undefined
  readonly returnTo: LogoutReturn | undefined
}

/**
 * `logout_hint` is read past: who is signed out is who is signed in. `speak` hears of the client as soon as it is known. Throws
 * `OAuthError`, which nobody but the person can be told.
 */
export async function decodeLogoutRequest(
  server: ServerContext,
  parameters: Iterable<readonly [name: string, value: string]>,
  speak: (client: Client, dialect: Dialect) => void,
): Promise<LogoutRequest> {
  const { values } = readParameters(parameters)
  const text = values.get('id_token_hint')
  const hint = text === undefined ? undefined : await readIdTokenHint(server, text)
  const client = await findAsker(server, values.get('client_id'), hint)
  if (client !== undefined) speak(client, dialects[client.dialect])
  if (client !== undefined && client.state !== 'active') throw notActive(client)
  const uri = values.get('post_logout_redirect_uri')
  const returnTo = findLogoutReturn(client, hint, { uri, state: values.get('state') })
  return { hint, client, returnTo }
}

/** RP-Initiated Logout §2: where both come, the ID token must be one of this client. */
async function findAsker(
  server: ServerContext,
  clientId: string | undefined,
  hint: IdTokenHint | undefined,
): Promise<Client | undefined> {
  if (clientId !== undefined && hint !== undefined && !hint.clientIds.includes(clientId)) throw ofAnother()
  const id = clientId ?? hint?.clientIds[0]
  if (id === undefined) return undefined
  const client = await server.records.client(id)
  if (client === undefined) throw unknownClient(id)
  return client
}

function ofAnother() {
  return malformed('id_token_hint', 'The id_token_hint was written for another client than client_id names.')
}

/** Whether the ID token is one of the session in this browser, and of who is signed in here. */
export function isOfSession(
  server: Pick<ServerContext, 'keys'>,
  { hint, client }: LogoutRequest,
  { session, account }: SignedIn,
): boolean {
  const { sessionId } = session
  if (hint?.sessionId === undefined || client === undefined || sessionId === undefined) return false
  const isSamePerson = hint.subject === subjectFor(server.keys, client, account.id)
  return isSamePerson && hint.sessionId === sessionIdFor(server.keys, client.clientId, sessionId)
}
