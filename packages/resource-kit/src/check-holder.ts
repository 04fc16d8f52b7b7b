import { checkPossession, createProofMemory, OAuthError, type PresentedToken } from '@latchkey/protocol'
import type { Access } from './access.ts'
import type { DpopRules } from './dpop-rules.ts'
import type { FoundToken } from './find-token.ts'
import { type IncomingRequest, pathOf } from './incoming-request.ts'
import type { Refusal } from './refusal.ts'

/** Why the token is not its sender's, or, where the API gives out nonces, the one for the client's next proof. */
export type HolderOutcome = { readonly refusal: Refusal } | { readonly nonce: string | undefined }

export type HolderCheck = (
  request: IncomingRequest,
  found: FoundToken,
  access: Access,
) => Promise<HolderOutcome>

/** Prepares the check of tokens that are bound (RFC 9449, RFC 8705 §3), or that were sent as if they were. */
export function holderCheck(dpop: DpopRules | undefined): HolderCheck {
  const { now = Date.now, memory = createProofMemory(), nonces } = dpop ?? {}
  return async (request, found, access) => {
    const areDemanded = found.scheme === 'dpop' && ((await nonces?.areDemandedOf(access)) ?? false)
    const presented = presentedIn(request, found, dpop?.origins ?? [])
    const at = now()
    try {
      await checkPossession(presented, access.confirmation, {
        now: at,
        nonces: nonces && { areDemanded, isGood: (nonce) => nonces.isGood(nonce) },
        isFirstUse: (proof) => memory.isFirstUse(proof, at),
      })
      return { nonce: areDemanded ? nonces?.current() : undefined }
    } catch (error) {
      return { refusal: refusalOf(error, found, nonces?.current()) }
    }
  }
}

function presentedIn(
  request: IncomingRequest,
  { token, scheme }: FoundToken,
  origins: readonly string[],
): PresentedToken {
  const path = pathOf(request)
  return {
    scheme: scheme === 'dpop' ? 'dpop' : 'bearer',
    token,
    proof: request.header('dpop'),
    method: request.method,
    urls: origins.map((origin) => origin + path),
    certificate: () => request.certificateThumbprint?.(),
  }
}

const codes = ['invalid_request', 'invalid_token', 'invalid_dpop_proof', 'use_dpop_nonce'] as const

function refusalOf(error: unknown, { scheme }: FoundToken, nonce: string | undefined): Refusal {
  const code = error instanceof OAuthError ? codes.find((one) => one === error.code) : undefined
  if (code === undefined || !(error instanceof OAuthError)) throw error
  return { code, detail: error.message, scheme, ...(code === 'use_dpop_nonce' && nonce && { nonce }) }
}
