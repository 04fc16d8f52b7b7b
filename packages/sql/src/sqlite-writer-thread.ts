import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { BatchResults } from './batch-results.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import type { Row, SqlValue, Statement } from './sql-driver.ts'
import { closeOrder, type WriterAnswer } from './writer-messages.ts'

interface PendingBatch {
  readonly texts: readonly number[]
  resolve(rows: readonly (readonly Row[])[]): void
  reject(reason: Error): void
}

/** Starts the worker. Throws `DatabaseUnavailable` when the file cannot be opened. */
export async function startSqliteWriter(file: string): Promise<Worker> {
  const script = new URL('./sqlite-writer.ts', import.meta.url)
  const worker = new Worker(script, { workerData: { file }, env: writerEnvironment() })
  try {
    await once(worker, 'message')
    return worker
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnavailable(`The database ${file} cannot be opened: ${reason}`, { cause: error })
  }
}

/** A thread does not inherit the compile cache; without it each one loads the type stripper, which is 12 MiB and 50 ms. */
function writerEnvironment(): Record<string, string> {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}

/**
 * The event loop's side of the writing worker: gathers the batches of one turn, and settles them when they are durable.
 * It keeps the process alive while something waits.
 */
export class SqliteWriterThread {
  readonly #worker: Worker
  readonly #maxWaiting: number
  readonly #numbers = new Map<string, number>()
  readonly #columns: (readonly string[])[] = []
  #newTexts: string[] = []
  #calls: SqlValue[] = []
  #gathered = 0
  #isUnderWay = false
  #pending: PendingBatch[] = []
  #refusal: DatabaseUnavailable | undefined
  #closing: Promise<void> | undefined

  constructor(worker: Worker, maxWaiting: number) {
    this.#worker = worker
    this.#maxWaiting = maxWaiting
    worker.unref()
    worker.on('message', (answer: WriterAnswer) => this.#settle(answer))
    worker.on('error', (error) => this.#lose('The database writer failed', error))
    worker.on('exit', () => this.#lose('The database writer has ended'))
  }

  batch(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal)
    if (this.#pending.length >= this.#maxWaiting) {
      return Promise.reject(
        new DatabaseUnavailable(`More than ${this.#maxWaiting} batches wait for the database`),
      )
    }
    if (this.#pending.length === 0) this.#worker.ref()
    const texts = this.#gather(statements)
    return new Promise((resolve, reject) => this.#pending.push({ texts, resolve, reject }))
  }

  /** Finishes what was begun; later batches are refused. */
  close(): Promise<void> {
    this.#closing ??= this.#refusal === undefined ? this.#close() : Promise.resolve()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#refusal = new DatabaseUnavailable('The database is closed')
    this.#send()
    this.#worker.ref()
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage(closeOrder)
    await ended
  }

  #gather(statements: readonly Statement[]): readonly number[] {
    if (this.#gathered++ === 0 && !this.#isUnderWay) this.#sendSoon()
    const calls = this.#calls
    calls.push(statements.length)
    return statements.map(({ sql, values }) => {
      const text = this.#numbers.get(sql) ?? this.#number(sql)
      calls.push(text, values.length)
      for (const value of values) calls.push(value)
      return text
    })
  }

  #number(sql: string): number {
    const number = this.#numbers.size
    this.#numbers.set(sql, number)
    this.#newTexts.push(sql)
    return number
  }

  /** Requests whose bytes came in one poll of the sockets are all handled before this runs. */
  #sendSoon(): void {
    setImmediate(() => this.#send())
  }

  /** One group at a time: what comes while it is committed would wait for the worker anyway, and is cheaper as one. */
  #send(): void {
    if (this.#gathered === 0) return
    this.#isUnderWay = true
    this.#worker.postMessage({ texts: this.#newTexts, batchCount: this.#gathered, calls: this.#calls })
    this.#newTexts = []
    this.#calls = []
    this.#gathered = 0
  }

  #settle(answer: WriterAnswer): void {
    this.#isUnderWay = false
    if (this.#gathered > 0) this.#sendSoon()
    for (const [text, names] of answer.columns) this.#columns[text] = names
    const results = new BatchResults(answer.results, this.#columns)
    let settled = 0
    while (results.hasNext()) {
      const batch = this.#pending[settled++]
      if (batch === undefined) throw new Error('The database writer answered more than it was asked')
      const result = results.next(batch.texts)
      if (result instanceof Error) batch.reject(result)
      else batch.resolve(result)
    }
    this.#pending.splice(0, settled)
    if (this.#pending.length === 0) this.#worker.unref()
  }

  #lose(message: string, cause?: unknown): void {
    this.#refusal ??= new DatabaseUnavailable(message, { cause })
    const lost = this.#pending
    this.#pending = []
    for (const batch of lost) batch.reject(this.#refusal)
  }
}
