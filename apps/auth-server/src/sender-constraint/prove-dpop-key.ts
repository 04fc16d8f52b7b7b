import { nonceNeeded, OAuthError, usedBefore, verifyDpopProof } from '@latchkey/protocol'
import { decodeJwt } from 'jose'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import { type Policy, policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { isGoodNonce, noncesFor } from './dpop-nonces.ts'
import { proofAddresses } from './proof-addresses.ts'

/**
 * The thumbprint of the key that the request's DPoP proof was signed with (RFC 9449 §5; §10.1 at the endpoint for pushed
 * requests). Each proof serves once. Throws `invalid_dpop_proof` or `use_dpop_nonce`.
 */
export async function proveDpopKey(
  server: ServerContext,
  request: ClientRequest,
  policy: Pick<Policy, 'dpopNonce'>,
): Promise<string> {
  if (!request.dialect.bindsTokens) throw notSpoken()
  const proof = await verifyDpopProof(request.dpopProof, {
    method: request.shape.method,
    urls: proofAddresses(server, request.shape.path),
    now: server.now(),
    nonces: noncesFor(server, policy),
  })
  if (!server.proofMemory.isFirstUse(proof, server.now())) throw usedBefore(400)
  return proof.thumbprint
}

/** RFC 9449 §5: a client that got a bearer token could not tell that it is bound; so it is told before. */
function notSpoken(): OAuthError {
  const sentence =
    'This client speaks an old dialect, which cannot say that a token is bound: leave the DPoP header out.'
  return new OAuthError('invalid_request', sentence, {
    reason: { kind: 'not allowed by dialect', detail: sentence },
  })
}

/**
 * Asks for a nonce before anything of the request is spent: a client that repeats it with the nonce may send the same
 * client assertion again. What the proof says is not believed here. Throws `use_dpop_nonce`.
 */
export function demandNonceAhead(server: ServerContext, proof: string, client: Client): void {
  if (!policyOf(client).dpopNonce) return
  const nonce = nonceIn(proof)
  if (nonce === 'unreadable' || isGoodNonce(server, nonce ?? '')) return
  throw nonceNeeded(false)
}

/** A proof that cannot be read is refused for that, when its turn comes. */
function nonceIn(proof: string): string | undefined {
  try {
    const { nonce } = decodeJwt(proof)
    return typeof nonce === 'string' ? nonce : undefined
  } catch {
    return 'unreadable'
  }
}
