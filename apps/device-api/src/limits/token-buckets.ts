import type { Rate } from './rate.ts'

export interface Taken {
  /** How many more may come right away; -1: this one may not. */
  readonly left: number
  /** Seconds, rounded up, until the bucket is full, or, when this one may not, until the next may. */
  readonly waitSeconds: number
}

export interface TokenBuckets {
  take(key: string, now: number): Taken
}

interface Bucket {
  readonly level: number
  readonly at: number
}

/** Full buckets are forgotten when there are more than so many. */
const sweepAbove = 10_000

/** One bucket per key: it holds `requests`, and an empty one is full again after `seconds`. */
export function createTokenBuckets({ requests, seconds }: Rate): TokenBuckets {
  const buckets = new Map<string, Bucket>()
  const perMilli = requests / (seconds * 1000)
  let sweptAt = 0
  const levelAt = ({ level, at }: Bucket, now: number) =>
    Math.min(requests, level + Math.max(0, now - at) * perMilli)
  const sweep = (now: number) => {
    if (buckets.size <= sweepAbove || Math.abs(now - sweptAt) < 1000) return
    sweptAt = now
    for (const [key, bucket] of buckets) if (levelAt(bucket, now) >= requests) buckets.delete(key)
  }
  const secondsUntil = (missing: number) => Math.max(1, Math.ceil(missing / perMilli / 1000))
  return {
    take: (key, now) => {
      sweep(now)
      const level = levelAt(buckets.get(key) ?? { level: requests, at: now }, now)
      if (level < 1) return { left: -1, waitSeconds: secondsUntil(1 - level) }
      buckets.set(key, { level: level - 1, at: now })
      return { left: Math.floor(level - 1), waitSeconds: secondsUntil(requests - level + 1) }
    },
  }
}
