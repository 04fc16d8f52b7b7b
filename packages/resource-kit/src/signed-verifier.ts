import { isCompactJwt } from '@latchkey/protocol'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { Access } from './access.ts'
import { decodeSignedClaims } from './decode-claims.ts'
import { KeyCache, type KeyCacheSettings, type KeySet } from './key-cache.ts'

/** By which a token may be signed unless the API says less. */
const usualAlgorithms = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256'] as const

export interface SignedSettings extends KeyCacheSettings {
  /** `iss`, exactly. */
  readonly issuer: string
  /** The API's identifier; a token that was not issued for it is not good here. */
  readonly audience: string
  /** Never `none` and no shared secret (`HS256` and its like): that throws. */
  readonly algorithms?: readonly string[]
  /** By how many seconds the server's clock may be ahead of this one, for `iat` and `nbf`; 60 unless given. */
  readonly clockToleranceSeconds?: number
}

/** Symmetric and unsigned algorithms would make a public key a secret, or need none. */
const asymmetric = /^(?:ES|RS|PS)(?:256|384|512)$|^Ed(?:DSA|25519)$|^ML-DSA-(?:44|65|87)$/
const longestToken = 16_384

/**
 * Verifies signed access tokens (RFC 9068) without asking the server for each: signature, type, issuer, audience and times.
 * Such a token cannot be taken back before it expires, five minutes at most. While keys cannot be read it throws
 * `VerificationUnavailable`; throws `TypeError` at once for algorithms that are no signatures.
 */
export function signedVerifier(settings: SignedSettings): (token: string) => Promise<Access | undefined> {
  const { issuer, audience, now = Date.now, algorithms = usualAlgorithms } = settings
  const { clockToleranceSeconds: aheadSeconds = 60 } = settings
  const odd = algorithms.find((algorithm) => !asymmetric.test(algorithm))
  if (odd !== undefined || algorithms.length === 0)
    throw new TypeError(`${odd ?? 'An empty list'} cannot verify a token.`)
  const cache = new KeyCache(settings)
  return async (token) => {
    if (token.length > longestToken || !isCompactJwt(token)) return undefined
    const at = now()
    const claims = await verifyWith(cache, token, { issuer, audience, algorithms, aheadSeconds, at })
    return claims && decodeSignedClaims(claims, audience, at / 1000, aheadSeconds)
  }
}

interface Rules {
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly string[]
  readonly aheadSeconds: number
  /** Milliseconds since 1970. */
  readonly at: number
}

async function verifyWith(cache: KeyCache, token: string, rules: Rules): Promise<JWTPayload | undefined> {
  const keys = await cache.current()
  const outcome = await verify(keys, token, rules)
  if (outcome !== 'unknown key') return outcome
  const newer = await cache.newerThan(keys)
  const again = newer && (await verify(newer, token, rules))
  return again === 'unknown key' ? undefined : again
}

async function verify(
  keys: KeySet,
  token: string,
  { issuer, audience, algorithms, aheadSeconds, at }: Rules,
): Promise<JWTPayload | 'unknown key' | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      typ: 'at+jwt',
      currentDate: new Date(at),
      clockTolerance: aheadSeconds,
    })
    return payload
  } catch (error) {
    return error instanceof errors.JWKSNoMatchingKey ? 'unknown key' : undefined
  }
}
