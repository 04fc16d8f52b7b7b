import { randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { unusedMillis } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { checkSector } from './check-sector.ts'
import { countRegistration } from './count-registration.ts'
import { decodeRegistration } from './decode-registration.ts'
import { encodeRegistration } from './encode-registration.ts'
import { judgeRegistration } from './judge-registration.ts'
import { registrationHeaders } from './registration-headers.ts'
import { hashRegistrationToken, newRegistrationToken } from './registration-token.ts'
import { newStranger } from './strangers.ts'

/** POST /oauth2/register: a program registers itself (RFC 7591 §3). Whoever it is, it is a stranger. */
export async function registrationEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const { input } = await decodeRegistration(c)
  const base = newStranger(randomToken(128), server.now())
  const { client, secret } = judgeRegistration(server, base, input)
  await countRegistration(server, c)
  await checkSector(server, client)
  const registrationToken = newRegistrationToken()
  await save(server, client, registrationToken)
  const clientUri = `${server.issuer}${c.req.routePath}/${client.clientId}`
  const body = encodeRegistration(client, { clientUri, registrationToken, secret })
  return Response.json(body, { status: 201, headers: registrationHeaders })
}

/** The secret goes first: a client that is there has what it was registered with. No entry for the audit log, which is for ever. */
async function save(server: ServerContext, client: Client, token: string): Promise<void> {
  const { store, log, now } = server
  const { clientId, policy } = client
  const registration = { tokenHash: hashRegistrationToken(token), expiresAt: now() + unusedMillis }
  for (const secret of client.secrets) await store.saveSecret(clientId, secret)
  await store.saveClient({ ...client, registration })
  log.info({ clientId, policy }, 'a client registered itself')
}
