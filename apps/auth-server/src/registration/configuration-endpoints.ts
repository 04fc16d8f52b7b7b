import { challenge, OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import { matchingSecret } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import { decodeAuthorization } from '../inspection/decode-authorization.ts'
import type { Audit, AuditAction } from '../store/audit-store.ts'
import type { Client } from '../store/records.ts'
import { checkSector } from './check-sector.ts'
import { countRegistration } from './count-registration.ts'
import { type DecodedRegistration, decodeRegistration } from './decode-registration.ts'
import { encodeRefusal, encodeRegistration } from './encode-registration.ts'
import { judgeRegistration } from './judge-registration.ts'
import { needsVerificationAgain } from './needs-verification-again.ts'
import { registrationHeaders } from './registration-headers.ts'
import { isRegistrationToken } from './registration-token.ts'

type Answer = (server: ServerContext, c: Context, managed: Managed) => Promise<Response>

interface Managed {
  readonly client: Client
  readonly token: string
}

/** RFC 7592 §2: only who has the client's registration access token; to everybody else it is as if there were no client. */
function managed(answer: Answer) {
  return async (server: ServerContext, c: Context): Promise<Response> => {
    const sent = decodeAuthorization(c.req.header('authorization'))
    const token = sent?.scheme === 'bearer' ? sent.token : undefined
    const client = await server.store.findClient(c.req.param('clientId') ?? '')
    if (token === undefined || !isRegistrationToken(client, token) || client?.state === 'ended')
      return refuse(server, c)
    if (client === undefined) return refuse(server, c)
    if (client.state === 'suspended')
      throw new OAuthError('access_denied', 'This client is suspended.', {
        reason: { kind: 'client not active', clientId: client.clientId },
      })
    return answer(server, c, { client, token })
  }
}

function refuse(server: ServerContext, c: Context): Response {
  const error = new OAuthError('invalid_token', 'The registration access token is not valid.')
  const errorId = recordRefusal(server, c, error, undefined)
  const body = encodeRefusal(error)
  const authenticate = challenge('Bearer', { realm: 'registration', ...body })
  const headers = { ...registrationHeaders, 'WWW-Authenticate': authenticate, 'X-Error-Id': errorId }
  return Response.json(body, { status: error.status, headers })
}

/** GET: what is registered (RFC 7592 §2.1). The secret is not known any more. */
export const readClientEndpoint = managed(async (server, c, managed) => shown(server, c, managed))

function shown(server: ServerContext, c: Context, { client, token }: Managed, secret?: string): Response {
  const clientUri = server.issuer + c.req.routePath.replace(':clientId', encodeURIComponent(client.clientId))
  const body = encodeRegistration(client, { clientUri, registrationToken: token, secret })
  return Response.json(body, { headers: registrationHeaders })
}

/** PUT: everything anew (RFC 7592 §2.2); what is left out is as if it had never been said. */
export const updateClientEndpoint = managed(async (server, c, { client, token }) => {
  const decoded = await decodeRegistration(c)
  checkRepeated(server, client, decoded)
  const { client: wanted, secret } = judgeRegistration(server, client, decoded.input)
  await countRegistration(server, c)
  await checkSector(server, wanted)
  await save(server, client, wanted)
  return shown(server, c, { client: wanted, token }, secret)
})

/** RFC 7592 §2.2: the id is repeated, a secret may be, and what only the server says must not be. */
function checkRepeated(
  { keys, now }: ServerContext,
  client: Client,
  { clientId, clientSecret, repeated }: DecodedRegistration,
): void {
  if (clientId !== client.clientId) throw refused('client_id: must be the one of the client')
  if (repeated.length > 0) throw refused(`${repeated.join(', ')}: an update must not hold it`)
  if (clientSecret === undefined || clientSecret === null) return
  const matching =
    typeof clientSecret === 'string' &&
    matchingSecret(keys.current('pepper'), client, clientSecret, now()) !== undefined
  if (!matching) throw refused('client_secret: must be the one of the client')
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_client_metadata', message)
}

/** A verification holds only for what an operator saw, and a consent for what a person saw. The new secret goes first, the old ones last. */
async function save({ store }: ServerContext, before: Client, wanted: Client): Promise<void> {
  const { clientId } = wanted
  const known = before.secrets.map(({ hash }) => hash)
  const isAnother = needsVerificationAgain(before, wanted)
  const verified = before.verified && !isAnother
  for (const secret of wanted.secrets.filter(({ hash }) => !known.includes(hash)))
    await store.saveSecret(clientId, secret)
  await store.changeClient({ ...wanted, verified }, told(before, 'app changed'), { isAnother })
  if (wanted.secrets.length === 0 && known.length > 0) await store.endSecrets(clientId, [])
}

/** DELETE: the client and every token of it end (RFC 7592 §2.3). */
export const deleteClientEndpoint = managed(async ({ store }, _c, { client }) => {
  await store.setClientState(client.clientId, 'ended', told(client, 'app ended'))
  return new Response(null, { status: 204, headers: registrationHeaders })
})

/** The audit log is for ever, so it tells only of clients that somebody has allowed or vouched for. */
function told({ members, verified }: Client, action: AuditAction): Audit | undefined {
  const actor = { accountId: undefined, name: 'the app itself' }
  return members.length === 0 && !verified ? undefined : { actor, action }
}
