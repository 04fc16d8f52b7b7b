import { checkPossession, createProofMemory, OAuthError, type PresentedToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { Access } from './access.ts'
import type { DpopRules } from './dpop-rules.ts'
import type { FoundToken } from './find-token.ts'
import type { Refusal } from './refusal.ts'

/** What tells an API's clients from those who stole a token. */
export interface HolderRules {
  /** Present: tokens that are bound to a key are accepted with their proof (RFC 9449). */
  readonly dpop?: DpopRules
  /**
   * The SHA-256 of the certificate that the client proved to own on this connection, in base64url; absent, or answering
   * `undefined`, tokens that are bound to a certificate are refused (RFC 8705 §3).
   */
  readonly certificateThumbprint?: (c: Context) => string | undefined
}

/** Why the token is not its sender's, or, where the API gives out nonces, the one for the client's next proof. */
export type HolderOutcome = { readonly refusal: Refusal } | { readonly nonce: string | undefined }

export type HolderCheck = (c: Context, found: FoundToken, access: Access) => Promise<HolderOutcome>

/** Prepares the check of tokens that are bound, or that were sent as if they were. */
export function holderCheck({ dpop, certificateThumbprint }: HolderRules): HolderCheck {
  const { now = Date.now, memory = createProofMemory(), nonces } = dpop ?? {}
  return async (c, found, access) => {
    const areDemanded = found.scheme === 'dpop' && ((await nonces?.areDemandedOf(access)) ?? false)
    const presented = presentedIn(c, found, dpop?.origins ?? [], certificateThumbprint)
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
  c: Context,
  { token, scheme }: FoundToken,
  origins: readonly string[],
  certificateThumbprint: HolderRules['certificateThumbprint'],
): PresentedToken {
  const { pathname } = new URL(c.req.url)
  return {
    scheme: scheme === 'dpop' ? 'dpop' : 'bearer',
    token,
    proof: c.req.header('dpop'),
    method: c.req.raw.method,
    urls: origins.map((origin) => origin + pathname),
    certificate: () => certificateThumbprint?.(c),
  }
}

const codes = ['invalid_request', 'invalid_token', 'invalid_dpop_proof', 'use_dpop_nonce'] as const

function refusalOf(error: unknown, { scheme }: FoundToken, nonce: string | undefined): Refusal {
  const code = error instanceof OAuthError ? codes.find((one) => one === error.code) : undefined
  if (code === undefined || !(error instanceof OAuthError)) throw error
  return { code, detail: error.message, scheme, ...(code === 'use_dpop_nonce' && nonce && { nonce }) }
}
