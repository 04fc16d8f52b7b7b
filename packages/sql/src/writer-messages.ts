import type { SqlValue } from './sql-driver.ts'

/**
 * What crosses the thread border, one message each way per group. Everything is laid out flat in one array, because
 * cloning one array of plain values costs a fraction of cloning an object per batch.
 */
export interface WriterOrder {
  /** SQL texts that cross for the first time; they are numbered in the order in which they crossed. */
  readonly texts: readonly string[]
  readonly batchCount: number
  /** Per batch: how many statements; per statement: text number, how many values, the values. */
  readonly calls: readonly SqlValue[]
}

export interface WriterAnswer {
  /** Column names of texts that ran for the first time. */
  readonly columns: readonly (readonly [text: number, names: readonly string[]])[]
  /** Per batch an outcome. `done`: per statement how many rows, then their values. Else: message, SQLite's result code. */
  readonly results: readonly SqlValue[]
}

export const outcome = { done: 0, failed: 1, unavailable: 2 } as const

/** Asks the worker to close the database and end. Everything ordered before it is finished first. */
export const closeOrder = 'close'
