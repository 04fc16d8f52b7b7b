import { createHash } from 'node:crypto'
import type { Access } from './access.ts'
import { decodeIntrospection } from './decode-introspection.ts'
import { readText } from './read-text.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

export interface IntrospectionSettings {
  /** The authorization server's introspection endpoint, e.g. `https://auth.example/oauth2/introspect`. */
  readonly endpoint: string
  /** The API's own credentials there. */
  readonly clientId: string
  readonly clientSecret: string
  /** The API's identifier; a token that was not issued for it is not good here. */
  readonly audience: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** How long an answer may take; 5000 unless given. */
  readonly timeoutMillis?: number
  /** How many answers are remembered at most; 10000 unless given. */
  readonly rememberAtMost?: number
}

interface Asked {
  readonly at: number
  readonly answer: Promise<Access | undefined>
}

/** A revocation must hold everywhere within one second, so no answer is used longer, counted from the question. */
const rememberMillis = 1000
const longestAnswer = 64 * 1024

/** RFC 6749 §2.3.1: id and secret are form-encoded before they are joined. */
function basicCredentials(clientId: string, clientSecret: string): string {
  const encode = (text: string) => new URLSearchParams({ v: text }).toString().slice(2)
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`
}

async function post(settings: IntrospectionSettings, token: string): Promise<unknown> {
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(settings.timeoutMillis ?? 5000),
    headers: {
      Accept: 'application/json',
      Authorization: basicCredentials(settings.clientId, settings.clientSecret),
    },
    body: new URLSearchParams([
      ['token', token],
      ['token_type_hint', 'access_token'],
    ]),
  })
  const text = await readText(response, longestAnswer)
  if (response.status !== 200)
    throw new VerificationUnavailable(`The introspection endpoint answered ${response.status}.`)
  return JSON.parse(text)
}

async function ask(
  settings: IntrospectionSettings,
  token: string,
  now: () => number,
): Promise<Access | undefined> {
  try {
    return decodeIntrospection(await post(settings, token), settings.audience, now() / 1000)
  } catch (error) {
    if (error instanceof VerificationUnavailable) throw error
    throw new VerificationUnavailable('The introspection endpoint cannot be reached.', { cause: error })
  }
}

/** Drops what is too old and, when full, the oldest: a Map keeps its entries in the order of asking. */
function makeRoom(remembered: Map<string, Asked>, now: number, atMost: number): void {
  for (const [key, asked] of remembered) {
    if (remembered.size < atMost && isFresh(asked, now)) return
    remembered.delete(key)
  }
}

const isFresh = (asked: Asked, now: number) => now >= asked.at && now < asked.at + rememberMillis
const stillGood = (access: Access | undefined, now: number) =>
  access !== undefined && access.expiresAt > now / 1000 ? access : undefined

/**
 * Verifies tokens over HTTP (RFC 7662), for APIs that run in another process than the authorization server. Many requests
 * with one token ask once: an answer, good or bad, serves for one second. Failures are not remembered; they throw
 * `VerificationUnavailable`. Tokens are kept as hashes only.
 */
export function introspectionVerifier(
  settings: IntrospectionSettings,
): (token: string) => Promise<Access | undefined> {
  const { now = Date.now, rememberAtMost = 10_000 } = settings
  const remembered = new Map<string, Asked>()
  const forget = (key: string, asked: Asked) => remembered.get(key) === asked && remembered.delete(key)
  const askAndRemember = (key: string, token: string): Asked => {
    const asked: Asked = { at: now(), answer: ask(settings, token, now) }
    remembered.delete(key)
    makeRoom(remembered, asked.at, rememberAtMost)
    remembered.set(key, asked)
    asked.answer.catch(() => forget(key, asked))
    return asked
  }
  return async (token) => {
    const key = createHash('sha256').update(token).digest('base64')
    const before = remembered.get(key)
    const asked = before && isFresh(before, now()) ? before : askAndRemember(key, token)
    return stillGood(await asked.answer, now())
  }
}
