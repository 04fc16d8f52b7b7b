import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { allowedClaims } from '../openid/single-claims.ts'
import { subjectFor } from '../openid/subject-for.ts'
import { findSignedIn } from '../sessions/session.ts'
import type { AuthorizationRequest } from './decode-authorization-request.ts'

/**
 * The e-mail of whom `id_token_hint` names, to be filled in. Whoever holds an ID token may ask for this page, so it is told
 * only where it is known already: in the browser where that account is signed in, and for an app that may see it.
 */
export async function hintedEmail(
  server: ServerContext,
  c: Context,
  { client, hintedSubject }: AuthorizationRequest,
): Promise<string | undefined> {
  if (hintedSubject === undefined) return undefined
  const signedIn = await findSignedIn(server, c)
  if (signedIn && subjectFor(server.keys, client, signedIn.account.id) === hintedSubject)
    return signedIn.account.email
  // A pairwise subject leads to no account.
  const account = await server.records.account(hintedSubject)
  const grant = account && (await server.records.grant(account.id, client.clientId))
  const maySee = grant?.state === 'active' && allowedClaims(grant).includes('email')
  return maySee && account?.state === 'active' ? account.email : undefined
}
