import type { Confirmation } from './confirmation.ts'
import { type DemandedNonces, type DpopProof, verifyDpopProof } from './dpop-proof.ts'
import { OAuthError } from './oauth-error.ts'

/** A token as it came to an API, with what was sent to prove that it is its holder's. */
export interface PresentedToken {
  /** Of the Authorization header: `dpop` stands for `DPoP`, everything else is a bearer scheme. */
  readonly scheme: 'bearer' | 'dpop'
  readonly token: string
  /** The value of the `DPoP` header. */
  readonly proof: string | undefined
  readonly method: string
  /** The absolute addresses of what was asked for; see `ProvenRequest`. */
  readonly urls: readonly string[]
  /** The `x5t#S256` of the certificate of this connection (RFC 8705 §3.1); asked only when the token is bound to one. */
  readonly certificate: () => string | undefined
}

export interface PossessionRules {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly nonces?: DemandedNonces | undefined
  /** See `ProofMemory`. */
  isFirstUse(proof: DpopProof): boolean
}

/**
 * Whether a token that is good comes from whom it was issued to (RFC 9449 §7, RFC 8705 §3). Throws `invalid_token`,
 * `invalid_dpop_proof` or `use_dpop_nonce`, with 401.
 */
export async function checkPossession(
  presented: PresentedToken,
  confirmation: Confirmation | undefined,
  rules: PossessionRules,
): Promise<void> {
  if (presented.scheme === 'dpop') return checkProof(presented, confirmation, rules)
  if (confirmation === undefined) return
  // RFC 9449 §7.2: a bound token must not be accepted as a bearer token.
  if ('jkt' in confirmation)
    throw notHolders('The access token is bound to a key: send it as Authorization: DPoP, with a proof.')
  if (presented.certificate() !== confirmation['x5t#S256'])
    throw notHolders(
      'The access token is bound to a client certificate, which this connection does not have.',
    )
}

async function checkProof(
  { token, proof, method, urls }: PresentedToken,
  confirmation: Confirmation | undefined,
  { now, nonces, isFirstUse }: PossessionRules,
): Promise<void> {
  if (confirmation === undefined || !('jkt' in confirmation))
    throw notHolders('The access token is bound to no DPoP key: send it as Authorization: Bearer.')
  const proven = await verifyDpopProof(proof, { method, urls, now, accessToken: token, nonces })
  if (proven.thumbprint !== confirmation.jkt)
    throw notHolders('The access token is bound to another key than the one of the DPoP proof.')
  if (!isFirstUse(proven)) throw usedBefore(401)
}

function notHolders(sentence: string): OAuthError {
  return new OAuthError('invalid_token', sentence, {
    reason: { kind: 'bad proof of possession', detail: sentence },
  })
}

/** RFC 9449 §11.1: one proof, one request. */
export function usedBefore(status: 400 | 401): OAuthError {
  return new OAuthError(
    'invalid_dpop_proof',
    'The DPoP proof was used before: make a new one for each request.',
    {
      reason: { kind: 'bad proof of possession', detail: 'it was used before' },
      status,
    },
  )
}
