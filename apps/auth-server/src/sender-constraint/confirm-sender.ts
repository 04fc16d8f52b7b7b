import { type Confirmation, OAuthError } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { Policy } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { certificateConfirmation } from './certificate-confirmation.ts'
import { proveDpopKey } from './prove-dpop-key.ts'

/**
 * The key that a token request proves to have, to which its tokens are bound (RFC 9449 §5, RFC 8705 §3). A client whose
 * tokens are bound to its certificate has no use for a proof; every other may send one, and some must. Throws
 * `invalid_dpop_proof`, `use_dpop_nonce` or `invalid_request`.
 */
export function confirmSender(
  server: ServerContext,
  request: ClientRequest,
  { client, policy }: Pick<AuthenticatedClient, 'client' | 'policy'>,
): Promise<Confirmation> | Confirmation | undefined {
  const { dpopBoundAccessTokens, tlsClientCertificateBoundAccessTokens } = client
  if (tlsClientCertificateBoundAccessTokens === true) return ofCertificate(request, policy)
  if (request.dpopProof !== undefined) return ofProof(server, request, policy)
  // RFC 9449 §5.2
  if (dpopBoundAccessTokens === true) throw proofMissing(policy)
  return policy.senderConstrained ? ofEither(request, policy) : undefined
}

async function ofProof(server: ServerContext, request: ClientRequest, policy: Policy): Promise<Confirmation> {
  return { jkt: await proveDpopKey(server, request, policy) }
}

/** RFC 8705 §3. */
function ofCertificate(request: ClientRequest, { name }: Policy): Confirmation {
  const sent = request.certificate()
  if (sent === undefined)
    throw demanded(name, 'the tokens of this client are bound to its certificate, and there is none')
  if (request.dpopProof !== undefined)
    throw demanded(name, 'the tokens of this client are bound to its certificate: send no DPoP proof')
  return certificateConfirmation(sent.certificate)
}

function ofEither(request: ClientRequest, policy: Policy): Confirmation {
  const sent = request.certificate()
  if (sent === undefined) throw proofMissing(policy)
  return certificateConfirmation(sent.certificate)
}

function proofMissing({ name }: Policy): OAuthError {
  return demanded(name, 'the tokens of this client are bound to a key: send a DPoP proof')
}

/** RFC 6749 §5.2: something that this client has to send is not there. `invalid_dpop_proof` is for proofs that are (RFC 9449 §5). */
function demanded(policy: string, detail: string): OAuthError {
  return new OAuthError('invalid_request', `The request is refused: ${detail}.`, {
    reason: { kind: 'policy demands more', policy, detail },
  })
}
