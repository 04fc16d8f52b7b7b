import { setTimeout as wait } from 'node:timers/promises'
import { isStalePlan, sqlState, toPostgresDriverError } from './postgres-errors.ts'

/** Serialization failure and deadlock. */
const conflicts = new Set(['40001', '40P01'])
const maxTries = 5

/** Tries again, after 5 to 80 ms with jitter, what PostgreSQL undid because of a conflict and not because of its content. */
export async function retryConflicts<T>(attempt: () => Promise<T>, random: () => number): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried === maxTries || !isRetryable(error)) throw toPostgresDriverError(error)
      await wait(5 * 2 ** (tried - 1) * (1 + random()))
    }
  }
}

function isRetryable(error: unknown): boolean {
  return conflicts.has(sqlState(error) ?? '') || isStalePlan(error)
}
