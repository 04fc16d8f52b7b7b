import { DatabaseUnavailable } from './database-unavailable.ts'

/** Knows what was begun, so that closing can wait for it and refuse the rest. */
export class WorkUnderWay {
  readonly #works = new Set<Promise<unknown>>()
  #closing: Promise<void> | undefined

  run<T>(start: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) return Promise.reject(new DatabaseUnavailable('The database is closed'))
    const work = start()
    const forget = () => this.#works.delete(work)
    this.#works.add(work)
    work.then(forget, forget)
    return work
  }

  /** Ends once, after all that was begun has ended. */
  close(end: () => Promise<void>): Promise<void> {
    this.#closing ??= Promise.allSettled([...this.#works]).then(end)
    return this.#closing
  }
}
