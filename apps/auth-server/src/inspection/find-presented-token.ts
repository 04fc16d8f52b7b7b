import {
  type Confirmation,
  checkPossession,
  type DpopProof,
  OAuthError,
  type PresentedToken,
} from '@latchkey/protocol'
import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import { noncesFor } from '../sender-constraint/dpop-nonces.ts'
import { demandsNonce, thumbprintOfConnection } from '../sender-constraint/holder-rules.ts'
import { nonceHeader } from '../sender-constraint/nonce-header.ts'
import { proofAddresses } from '../sender-constraint/proof-addresses.ts'
import { decodeAuthorization } from './decode-authorization.ts'

/** The one token of a request to an endpoint of ours that takes tokens, with what proves whose it is. */
export async function findPresentedToken(
  server: ServerContext,
  c: Context,
): Promise<PresentedToken | undefined> {
  const found = decodeAuthorization(c.req.header('authorization')) ?? (await tokenInBody(c))
  return found && presentedToken(server, c, found)
}

/** A token, wherever it stood, with what was sent beside it. */
export function presentedToken(
  server: ServerContext,
  c: Context,
  found: Pick<PresentedToken, 'scheme' | 'token'>,
): PresentedToken {
  return {
    ...found,
    proof: c.req.header('dpop'),
    method: c.req.raw.method,
    urls: proofAddresses(server, c.req.path),
    certificate: () => thumbprintOfConnection(server, c),
  }
}

/** RFC 6750 §2.2: in a form body, by POST only; never in a URL. */
async function tokenInBody(c: Context): Promise<Pick<PresentedToken, 'scheme' | 'token'> | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (c.req.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return undefined
  const token = new URLSearchParams(await readBody(c)).get('access_token')
  return token === null ? undefined : { scheme: 'bearer', token }
}

/** What the answer brings along for the client's next proof; `problem` unless the token comes from its holder. */
export interface HolderOutcome {
  readonly problem: OAuthError | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Whether a good token comes from its holder (RFC 9449 §7, RFC 8705 §3). */
export async function checkHolder(
  server: ServerContext,
  presented: PresentedToken,
  token: { readonly clientId: string; readonly confirmation: Confirmation | undefined },
): Promise<HolderOutcome> {
  if (presented.scheme === 'bearer' && token.confirmation === undefined) return plain
  const dpopNonce = presented.scheme === 'dpop' && (await demandsNonce(server, token.clientId))
  const problem = await problemOf(server, presented, token.confirmation, dpopNonce)
  const hasNonce = dpopNonce || problem?.code === 'use_dpop_nonce'
  return { problem, headers: hasNonce ? nonceHeader(server) : {} }
}

const plain: HolderOutcome = { problem: undefined, headers: {} }

async function problemOf(
  server: ServerContext,
  presented: PresentedToken,
  confirmation: Confirmation | undefined,
  dpopNonce: boolean,
): Promise<OAuthError | undefined> {
  const now = server.now()
  const isFirstUse = (proof: DpopProof) => server.proofMemory.isFirstUse(proof, now)
  try {
    const nonces = noncesFor(server, { dpopNonce })
    await checkPossession(presented, confirmation, { now, nonces, isFirstUse })
    return undefined
  } catch (error) {
    if (error instanceof OAuthError) return error
    throw error
  }
}
