import { equalInConstantTime, randomToken, sha256OfParts } from '@latchkey/protocol'
import type { RingKey } from '../keys/key-ring.ts'
import type { Client, ClientSecret } from '../store/records.ts'

/** A prefix that secret scanners recognise. */
const prefix = 'lk_cs_'

/** An imported secret of fewer characters can be guessed. */
export const weakBelow = 16

/** Two live while an app is moved from the old one to the new one. */
export const mostSecrets = 2

export function livingSecrets(client: Client, now: number): readonly ClientSecret[] {
  return client.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
}

export function newClientSecret(): string {
  return prefix + randomToken(256)
}

/** Secrets are random, not passwords: one SHA-256 over a pepper that only the master key unwraps, and the secret. */
export function hashSecret(pepper: RingKey, secret: string): string {
  return sha256OfParts(pepper.derive('client secret'), secret)
}

export function secretRecord(
  pepper: RingKey,
  secret: string,
  { label, now, expiresAt }: { label: string; now: number; expiresAt?: number },
): ClientSecret {
  const times = { createdAt: now, expiresAt, lastUsedAt: undefined }
  return {
    hash: hashSecret(pepper, secret),
    ending: secret.slice(-2),
    label,
    weak: secret.length < weakBelow,
    ...times,
  }
}

/** The record of a client's living secret that this is. Every record is compared, each in constant time. */
export function matchingSecret(
  pepper: RingKey,
  client: Client,
  secret: string,
  now: number,
): ClientSecret | undefined {
  const hash = hashSecret(pepper, secret)
  const matching = client.secrets.filter((record) => equalInConstantTime(record.hash, hash))
  return matching.find((record) => record.expiresAt === undefined || record.expiresAt > now)
}
