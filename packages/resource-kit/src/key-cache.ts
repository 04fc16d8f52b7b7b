import { createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { isObject } from './decode-claims.ts'
import { readText } from './read-text.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

export interface KeyCacheSettings {
  /** The authorization server's `jwks_uri`, e.g. `https://auth.example/oauth2/jwks`. */
  readonly jwksUri: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** How long an answer may take; 5000 unless given. */
  readonly timeoutMillis?: number
  /** How long keys serve after their time while the server cannot be reached; an hour unless given. */
  readonly staleMillis?: number
}

export type KeySet = ReturnType<typeof createLocalJWKSet>

interface Kept {
  readonly keys: KeySet
  readonly fetchedAt: number
  readonly freshUntil: number
}

const pauseMillis = 1_000
const longestPauseMillis = 30_000
const usualMillis = 900_000
const shortestMillis = 60_000
const longestMillis = 86_400_000
const longestAnswer = 256 * 1024
const mostKeys = 100

/** The server's public keys, as long as they may be kept (RFC 9111 `max-age`, between a minute and a day). */
export class KeyCache {
  readonly #settings: KeyCacheSettings
  readonly #now: () => number
  #kept: Kept | undefined
  #underWay: Promise<KeySet> | undefined
  #failures = 0
  #failedAt = 0

  constructor(settings: KeyCacheSettings) {
    this.#settings = settings
    this.#now = settings.now ?? Date.now
  }

  /** The keys of now. Throws `VerificationUnavailable` when there are none. */
  async current(): Promise<KeySet> {
    if (this.#kept !== undefined && this.#now() < this.#kept.freshUntil) return this.#kept.keys
    if (this.#isPausing()) return this.#old() ?? unreachable()
    return this.#lookTogether().catch((error) => this.#old() ?? unreachable(error))
  }

  /**
   * Looks again, because a token names a key that `known` lacks: at most once a second, whoever asks. `undefined`: there was
   * no such key less than a second ago. Throws `VerificationUnavailable` when the server cannot be reached.
   */
  async newerThan(known: KeySet): Promise<KeySet | undefined> {
    if (this.#kept !== undefined && this.#kept.keys !== known) return this.#kept.keys
    if (this.#isPausing()) return unreachable()
    const hasJustLooked = this.#kept !== undefined && this.#now() - this.#kept.fetchedAt < pauseMillis
    if (hasJustLooked && this.#underWay === undefined) return undefined
    return this.#lookTogether().catch(unreachable)
  }

  /** Keys whose time is over, for a while. */
  #old(): KeySet | undefined {
    const { staleMillis = 3_600_000 } = this.#settings
    return this.#kept !== undefined && this.#now() < this.#kept.freshUntil + staleMillis
      ? this.#kept.keys
      : undefined
  }

  /** A server that does not answer is not asked by every request, each of which would wait for it. */
  #isPausing(): boolean {
    return this.#failures > 0 && this.#now() - this.#failedAt < pauseAfter(this.#failures)
  }

  #lookTogether(): Promise<KeySet> {
    this.#underWay ??= this.#look().finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  async #look(): Promise<KeySet> {
    try {
      this.#kept = await fetchKeys(this.#settings, this.#now())
      this.#failures = 0
      return this.#kept.keys
    } catch (error) {
      this.#failures++
      this.#failedAt = this.#now()
      throw error
    }
  }
}

function pauseAfter(failures: number): number {
  return Math.min(longestPauseMillis, pauseMillis * 2 ** Math.min(failures - 1, 10))
}

function unreachable(cause?: unknown): never {
  throw new VerificationUnavailable('The keys of the authorization server cannot be read.', { cause })
}

async function fetchKeys({ jwksUri, timeoutMillis = 5000 }: KeyCacheSettings, at: number): Promise<Kept> {
  const response = await fetch(jwksUri, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMillis),
    headers: { Accept: 'application/jwk-set+json, application/json' },
  })
  const text = await readText(response, longestAnswer)
  if (response.status !== 200) throw new Error(`The key set answered ${response.status}.`)
  const keys = createLocalJWKSet(readKeySet(JSON.parse(text)))
  return { keys, fetchedAt: at, freshUntil: at + freshMillis(response.headers.get('cache-control')) }
}

function readKeySet(json: unknown): JSONWebKeySet {
  if (!isObject(json) || !Array.isArray(json.keys)) throw new Error('The answer is no key set.')
  // RFC 7517 §5: a key that is not understood is left out, and the others count.
  return { keys: json.keys.filter(isObject).slice(0, mostKeys) as JSONWebKeySet['keys'] }
}

function freshMillis(cacheControl: string | null): number {
  const [, seconds] = /(?:^|[,\s])max-age="?(\d{1,10})/i.exec(cacheControl ?? '') ?? []
  if (/no-store|no-cache/i.test(cacheControl ?? '')) return shortestMillis
  if (seconds === undefined) return usualMillis
  return Math.min(longestMillis, Math.max(shortestMillis, Number(seconds) * 1000))
}
