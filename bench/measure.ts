import type { LoadResult, Requests } from './load.ts'
import { type Load, openLoad } from './load.ts'
import type { ServerProcess } from './server-process.ts'

/** A server and what is asked of it. */
export interface Target {
  readonly server: ServerProcess
  readonly requests: Requests
}

export interface Pace {
  readonly warmSeconds: number
  readonly rounds: number
  readonly roundSeconds: number
}

export interface Measured {
  readonly cpuMicros: number
  readonly requestsPerSecond: number
  readonly p50Millis: number
  readonly p99Millis: number
  readonly errors: number
}

export const connections = 64

/**
 * Measures several servers in turns. Whatever else the machine does only ever adds to a request's CPU time, so the quietest
 * round of each server counts; errors are those of all rounds.
 */
export async function measure(targets: readonly Target[], pace: Pace): Promise<readonly Measured[]> {
  const loads = await Promise.all(
    targets.map(({ server, requests }) => openLoad(server.port, connections, requests)),
  )
  const rounds: Measured[][] = targets.map(() => [])
  for (const load of loads) await load.run(pace.warmSeconds)
  for (let round = 0; round < pace.rounds; round++) {
    for (const [index, { server }] of targets.entries()) {
      const load = loads[index]
      if (load !== undefined) rounds[index]?.push(await measureOnce(server, load, pace.roundSeconds))
    }
  }
  for (const load of loads) load.close()
  return rounds.map(quietest)
}

async function measureOnce(server: ServerProcess, load: Load, seconds: number): Promise<Measured> {
  const before = server.cpuMicros()
  const result = await load.run(seconds)
  return measuredOf(result, server.cpuMicros() - before)
}

function measuredOf({ requests, errors, seconds, latency }: LoadResult, micros: number): Measured {
  return {
    cpuMicros: micros / requests,
    requestsPerSecond: requests / seconds,
    p50Millis: latency.percentile(50) / 1e6,
    p99Millis: latency.percentile(99) / 1e6,
    errors,
  }
}

function quietest(rounds: readonly Measured[]): Measured {
  const [best] = rounds.toSorted((a, b) => a.cpuMicros - b.cpuMicros)
  if (best === undefined) throw new Error('nothing was measured')
  return { ...best, errors: rounds.reduce((sum, { errors }) => sum + errors, 0) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
