import type { AnswerLog } from '../store/answer-log.ts'
import type { EventLog } from '../store/event-log.ts'
import type { HomeChange, HomeEvent } from './home-event.ts'

export type { HomeChange } from './home-event.ts'

/** Tells whoever watches a person's homes that something changed there, in this process or another. */
export interface HomeFeed {
  /**
   * `heard` is called soon after a change was saved, in the order of the events' numbers. Whoever watches first and then reads
   * what is now misses nothing; what was changed within the last seconds may be told although it was read. Answers a function
   * that ends the watch.
   */
  watch(owner: string, heard: (event: HomeEvent) => void): () => void
  /** This process has changed something: who watches is told at once. */
  tell(change: HomeChange): void
}

export interface HomeFeedOptions {
  readonly events: Pick<EventLog, 'lastEventBefore' | 'listEvents' | 'sweepEvents'> &
    Pick<AnswerLog, 'sweepAnswers'>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** How often other processes' changes are looked for, while somebody watches. */
const lookMillis = 300

/** Whoever begins to watch is told from so far back: its reading may have been overtaken by changes. */
const overlapMillis = 2000

const pageLength = 500

/** Events and stored answers are kept so long, and so many events. */
const keptMillis = 24 * 3_600_000
const mostKept = 50_000
const sweepMillis = 60_000

/** From when the first begins to watch until the last ends. */
interface Period {
  readonly timer: NodeJS.Timeout
  /** The number of the event that was told last, once it is known. */
  told: number | undefined
}

class Feed implements HomeFeed {
  readonly #options: HomeFeedOptions
  readonly #watchers = new Map<string, Set<(event: HomeEvent) => void>>()
  /** Absent: nobody watches. */
  #period: Period | undefined
  #isLooking = false
  #looksAgain = false
  #sweptAt: number

  constructor(options: HomeFeedOptions) {
    this.#options = options
    this.#sweptAt = options.now()
  }

  watch(owner: string, heard: (event: HomeEvent) => void): () => void {
    const own = this.#watchers.get(owner) ?? new Set()
    this.#watchers.set(owner, own.add(heard))
    this.#begin()
    return () => {
      own.delete(heard)
      if (own.size === 0 && this.#watchers.get(owner) === own) this.#watchers.delete(owner)
      if (this.#watchers.size === 0) this.#end()
    }
  }

  tell(_change: HomeChange): void {
    if (this.#watchers.size > 0) this.#look()
    this.#sweep()
  }

  #begin(): void {
    if (this.#period !== undefined) return
    this.#period = { timer: setInterval(() => this.#look(), lookMillis).unref(), told: undefined }
    this.#look()
  }

  #end(): void {
    clearInterval(this.#period?.timer)
    this.#period = undefined
  }

  /** One look at a time; what comes meanwhile is looked for right after. */
  #look(): void {
    this.#looksAgain = true
    if (this.#isLooking) return
    this.#isLooking = true
    void this.#lookOn()
  }

  async #lookOn(): Promise<void> {
    try {
      while (this.#looksAgain && this.#period !== undefined) {
        this.#looksAgain = false
        await this.#tellNew(this.#period)
      }
    } catch {
      // The database is away: the next look begins where this one did.
    } finally {
      this.#isLooking = false
    }
  }

  async #tellNew(period: Period): Promise<void> {
    const { events, now } = this.#options
    period.told ??= await events.lastEventBefore(now() - overlapMillis)
    for (let isMore = true; isMore; ) {
      const page = await events.listEvents(period.told, pageLength)
      // Everybody has left meanwhile, and others may have come.
      if (this.#period !== period) {
        this.#looksAgain = true
        return
      }
      for (const event of page) this.#tellOne(event)
      period.told = page.at(-1)?.number ?? period.told
      isMore = page.length === pageLength
    }
  }

  #tellOne(event: HomeEvent): void {
    for (const heard of [...(this.#watchers.get(event.owner) ?? [])]) heard(event)
  }

  #sweep(): void {
    const now = this.#options.now()
    if (Math.abs(now - this.#sweptAt) < sweepMillis) return
    this.#sweptAt = now
    const { events } = this.#options
    const time = now - keptMillis
    const swept = Promise.all([events.sweepEvents({ time, most: mostKept }), events.sweepAnswers(time)])
    // Another change sweeps again.
    swept.catch(() => undefined)
  }
}

/** A feed of what the events of the store tell. */
export function createHomeFeed(options: HomeFeedOptions): HomeFeed {
  return new Feed(options)
}
