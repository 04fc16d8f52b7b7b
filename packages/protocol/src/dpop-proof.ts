import { compactVerify } from 'jose'
import { type DpopAlgorithm, type DpopKey, decodeDpopKey, dpopAlgorithms } from './dpop-key.ts'
import { normalHtu } from './dpop-uri.ts'
import { equalInConstantTime, sha256 } from './hash.ts'
import { OAuthError } from './oauth-error.ts'
import { fromBase64url } from './token-alphabet.ts'

/** A proof counts that long after it was made. */
export const dpopProofMillis = 60_000
/** By how much the clock of a client may be ahead. */
export const dpopAheadMillis = 10_000

const longestProof = 8192
const longestJti = 512

/** The request that a proof must have been made for. */
export interface ProvenRequest {
  readonly method: string
  /** The absolute addresses of the endpoint, made from what is configured and never from `Host`. */
  readonly urls: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** The token that stands beside the proof; absent where tokens are asked for. */
  readonly accessToken?: string | undefined
  /** Absent: this server gives none, and a `nonce` is a claim like any other. */
  readonly nonces?: DemandedNonces | undefined
}

/** RFC 9449 §8: a nonce that is sent is always checked. */
export interface DemandedNonces {
  readonly areDemanded: boolean
  isGood(nonce: string): boolean
}

/** What a proof has proven. Whether it was used before is another question (`createProofMemory`). */
export interface DpopProof {
  /** Of its key (RFC 7638). */
  readonly thumbprint: string
  readonly jti: string
}

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Checks the value of the `DPoP` header (RFC 9449 §4.3). Several headers arrive joined by a comma, which no proof holds. Throws
 * `invalid_dpop_proof` or `use_dpop_nonce` and nothing else; with 401 where an access token stands beside it.
 */
export async function verifyDpopProof(proof: string | undefined, request: ProvenRequest): Promise<DpopProof> {
  const parts = splitProof(proof, request)
  const { algorithm, key } = decodeHeader(parts.header, request)
  await checkSignature(parts.proof, algorithm, key, request)
  const claims = decodeObject(parts.payload)
  if (claims === undefined) throw refused(request, 'its claims are no JSON object')
  for (const check of checks) {
    const problem = check(claims, request)
    if (problem !== undefined) throw refused(request, problem)
  }
  checkNonce(claims, request)
  return { thumbprint: key.thumbprint, jti: String(claims.jti) }
}

/** The claims of RFC 9449 §4.2, one sentence each; other claims are ignored. */
const checks: readonly ((claims: JsonObject, request: ProvenRequest) => string | undefined)[] = [
  ({ jti }) => unless(isText(jti) && jti.length <= longestJti, 'its jti is missing or too long'),
  ({ htm }, { method }) => unless(htm === method, `its htm is not ${method}`),
  ({ htu }, { urls }) =>
    unless(isText(htu) && isOneOf(htu, urls), 'its htu is not the address of this request'),
  ({ iat }) => unless(Number.isFinite(iat), 'its iat is missing'),
  ({ iat }, { now }) => unless(now - Number(iat) * 1000 <= dpopProofMillis, 'it is over a minute old'),
  ({ iat }, { now }) => unless(Number(iat) * 1000 - now <= dpopAheadMillis, 'its iat is in the future'),
  ({ ath }, { accessToken }) =>
    unless(isHashOf(ath, accessToken), 'its ath is not the hash of the access token'),
]

const unless = (isFine: boolean, problem: string) => (isFine ? undefined : problem)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function isOneOf(htu: string, urls: readonly string[]): boolean {
  const normal = normalHtu(htu)
  return normal !== undefined && urls.some((url) => normalHtu(url) === normal)
}

function isHashOf(ath: unknown, accessToken: string | undefined): boolean {
  return accessToken === undefined || (isText(ath) && equalInConstantTime(ath, sha256(accessToken)))
}

/** Three parts, each in the one spelling that its bytes have. */
function splitProof(proof: string | undefined, request: ProvenRequest) {
  if (proof === undefined) throw refused(request, 'the DPoP header is missing')
  if (proof.includes(',')) throw refused(request, 'there are several')
  const [header, payload, signature, ...more] = proof.split('.')
  const isCompact = header !== undefined && payload !== undefined && signature !== undefined
  if (!isCompact || more.length > 0 || proof.length > longestProof) throw refused(request, 'it is no JWT')
  if ([header, payload, signature].some((part) => fromBase64url(part) === undefined))
    throw refused(request, 'it is no JWT')
  return { proof, header, payload }
}

function decodeHeader(
  text: string,
  request: ProvenRequest,
): { readonly algorithm: DpopAlgorithm; readonly key: DpopKey } {
  const header = decodeObject(text)
  if (header === undefined) throw refused(request, 'its header is no JSON object')
  if (header.typ !== 'dpop+jwt') throw refused(request, 'its typ is not dpop+jwt')
  const algorithm = dpopAlgorithms.find((name) => name === header.alg)
  if (algorithm === undefined) throw refused(request, `its alg is none of ${dpopAlgorithms.join(', ')}`)
  const key = decodeDpopKey(algorithm, header.jwk)
  if (typeof key === 'string') throw refused(request, key)
  return { algorithm, key }
}

function decodeObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ...value } : undefined
  } catch {
    return undefined
  }
}

async function checkSignature(
  proof: string,
  algorithm: DpopAlgorithm,
  { jwk }: DpopKey,
  request: ProvenRequest,
): Promise<void> {
  try {
    await compactVerify(proof, { ...jwk, alg: algorithm }, { algorithms: [algorithm] })
  } catch (cause) {
    throw refused(request, 'its signature is wrong', cause)
  }
}

function checkNonce({ nonce }: JsonObject, { nonces, accessToken }: ProvenRequest): void {
  if (nonces === undefined || (nonce === undefined && !nonces.areDemanded)) return
  if (typeof nonce !== 'string' || !nonces.isGood(nonce)) throw nonceNeeded(accessToken !== undefined)
}

/** RFC 9449 §8 and §9: the answer brings a nonce along, which the next proof must hold. */
export function nonceNeeded(isAtApi: boolean): OAuthError {
  return new OAuthError('use_dpop_nonce', 'Put the nonce of the DPoP-Nonce header into the proof.', {
    reason: { kind: 'bad proof of possession', detail: 'it lacks a nonce of ours that is still good' },
    ...(isAtApi && { status: 401 }),
  })
}

function refused({ accessToken }: ProvenRequest, detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', `The DPoP proof is refused: ${detail}.`, {
    reason: { kind: 'bad proof of possession', detail },
    ...(accessToken !== undefined && { status: 401 }),
    cause,
  })
}
