import type { BenchCase } from './cases.ts'
import type { Measured } from './measure.ts'

/** One row of the table, and one entry of `results.json`. */
export interface CaseResult extends Measured {
  readonly name: string
  readonly floorMicros: number
  readonly ratio: number
  readonly budget: number
}

/** Start and memory; the budgets are the design's. */
export interface Footprint {
  /** From spawning the process to its first answer, milliseconds. */
  readonly startMillis: number
  readonly startBudgetMillis: number
  readonly idleMebibytes: number
  readonly idleBudgetMebibytes: number
  readonly loadedMebibytes: number
}

export function caseResult({ name, budget }: BenchCase, work: Measured, floor: Measured): CaseResult {
  return {
    name,
    cpuMicros: rounded(work.cpuMicros),
    floorMicros: rounded(floor.cpuMicros),
    ratio: Math.round((work.cpuMicros / floor.cpuMicros) * 100) / 100,
    budget,
    requestsPerSecond: Math.round(work.requestsPerSecond),
    p50Millis: rounded(work.p50Millis),
    p99Millis: rounded(work.p99Millis),
    errors: work.errors + floor.errors,
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

const columns: readonly (readonly [title: string, cell: (result: CaseResult) => string])[] = [
  ['case', ({ name }) => name],
  ['CPU µs', ({ cpuMicros }) => cpuMicros.toFixed(1)],
  ['floor µs', ({ floorMicros }) => floorMicros.toFixed(1)],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  ['budget', ({ budget }) => budget.toFixed(2)],
  ['', verdict],
  ['req/s', ({ requestsPerSecond }) => String(requestsPerSecond)],
  ['p50 ms', ({ p50Millis }) => p50Millis.toFixed(1)],
  ['p99 ms', ({ p99Millis }) => p99Millis.toFixed(1)],
  ['errors', ({ errors }) => String(errors)],
]

function verdict({ ratio, budget }: CaseResult): string {
  return ratio <= budget ? 'ok' : 'over'
}

export function tableOf(results: readonly CaseResult[]): string {
  const rows = [
    columns.map(([title]) => title),
    ...results.map((result) => columns.map(([, cell]) => cell(result))),
  ]
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const padded = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
  return rows.map((row) => `${padded(row).join('  ')}\n`).join('')
}

export function footprintText(footprint: Footprint): string {
  const { startMillis, startBudgetMillis, idleMebibytes, idleBudgetMebibytes, loadedMebibytes } = footprint
  const within = (value: number, most: number) => (value <= most ? 'ok' : 'over')
  return [
    `start to first answer  ${startMillis} ms of ${startBudgetMillis} (${within(startMillis, startBudgetMillis)})`,
    `resident when idle     ${idleMebibytes} MiB of ${idleBudgetMebibytes} (${within(idleMebibytes, idleBudgetMebibytes)})`,
    `resident after load    ${loadedMebibytes} MiB`,
    '',
  ].join('\n')
}
