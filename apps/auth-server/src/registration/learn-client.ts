import { isDeepStrictEqual } from 'node:util'
import type { Context } from 'hono'
import { unusedMillis } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { checkSector } from './check-sector.ts'
import { countRegistration } from './count-registration.ts'
import { judgeRegistration } from './judge-registration.ts'
import { needsVerificationAgain } from './needs-verification-again.ts'
import { isDocumentUrl, readClientDocument } from './read-client-document.ts'
import { hashRegistrationToken, newRegistrationToken } from './registration-token.ts'
import { newStranger } from './strangers.ts'

/**
 * A client whose id is an address is read there when it asks for the first time, and again when what it said is old
 * (draft-ietf-oauth-client-id-metadata-document). It is a stranger, as one that registered itself; nobody can manage it but by
 * its document. Does nothing for any other id, and for a client that somebody declared. Throws `OAuthError`.
 */
export async function learnClient(server: ServerContext, c: Context, clientId: string): Promise<void> {
  const { records, clientDocuments, registration } = server
  if (registration !== 'open' || !isDocumentUrl(clientId)) return
  const known = await records.client(clientId)
  const isTheirs = known !== undefined && (known.registration === undefined || known.state !== 'active')
  if (isTheirs || (known !== undefined && clientDocuments.isFresh(clientId))) return
  await countRegistration(server, c)
  const { input, maxAge } = await readClientDocument(server, clientId)
  await learn(server, known ?? stranger(clientId, server.now()), known, input)
  clientDocuments.remember(clientId, maxAge)
}

/** Whose address it is, is proven by the document that stands there. */
function stranger(clientId: string, now: number): Client {
  return { ...newStranger(clientId, now), publisher: new URL(clientId).host }
}

async function learn(
  server: ServerContext,
  base: Client,
  known: Client | undefined,
  input: Parameters<typeof judgeRegistration>[2],
): Promise<void> {
  const { client } = judgeRegistration(server, base, input)
  await checkSector(server, client)
  if (known === undefined) await save(server, client)
  else if (!isDeepStrictEqual(client, known)) await change(server, known, client)
}

/** Nobody is told the token, so that the document alone says what the client is. */
async function save({ store, now, log }: ServerContext, client: Client): Promise<void> {
  const tokenHash = hashRegistrationToken(newRegistrationToken())
  await store.saveClient({ ...client, registration: { tokenHash, expiresAt: now() + unusedMillis } })
  log.info({ clientId: client.clientId }, 'a client was read at its address')
}

/** A verification holds only for what an operator saw, and a consent for what a person saw. */
async function change({ store }: ServerContext, before: Client, wanted: Client): Promise<void> {
  const isAnother = needsVerificationAgain(before, wanted)
  await store.changeClient({ ...wanted, verified: before.verified && !isAnother }, undefined, { isAnother })
}
