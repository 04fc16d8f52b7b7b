import { DatabaseUnavailable } from '@latchkey/sql'

/** Looks one after the other, however often somebody asks for one. */
export interface Lookout {
  /** One look more: at once, or when the one under way has ended and its pause is over. */
  lookSoon(): void
  end(): void
}

export interface LookoutRules {
  readonly look: () => Promise<void>
  /** The next look when nobody asks for one. */
  readonly restMillis: number
  /** A look failed for another reason than a lost database, which is looked for again after a second. */
  readonly onFault: () => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const retryMillis = 1000

/**
 * Whoever opens many streams of a large home and writes without a pause must not keep the server busy: a look is followed by a
 * pause, and the longer looks take, because they are large or because there are many, the longer it is.
 */
const leastPause = 50
const pausePerLook = 10

class Looks implements Lookout {
  readonly #rules: LookoutRules
  #isBusy = false
  #isAsked = false
  #hasEnded = false
  #timer: NodeJS.Timeout | undefined

  constructor(rules: LookoutRules) {
    this.#rules = rules
  }

  lookSoon(): void {
    this.#isAsked = true
    if (!this.#isBusy && !this.#hasEnded) void this.#lookNow()
  }

  end(): void {
    this.#hasEnded = true
    clearTimeout(this.#timer)
  }

  async #lookNow(): Promise<void> {
    clearTimeout(this.#timer)
    this.#isBusy = true
    this.#isAsked = false
    const pause = await this.#look()
    this.#after(pause, () => this.#rest())
  }

  #rest(): void {
    this.#isBusy = false
    if (this.#isAsked) this.lookSoon()
    else this.#after(this.#rules.restMillis, () => this.lookSoon())
  }

  #after(millis: number, next: () => void): void {
    if (!this.#hasEnded) this.#timer = setTimeout(next, millis).unref()
  }

  /** Answers how long the pause behind it is. */
  async #look(): Promise<number> {
    const { look, now, onFault } = this.#rules
    const begin = now()
    try {
      await look()
      return Math.max(leastPause, (now() - begin) * pausePerLook)
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) onFault()
      this.#isAsked = true
      return retryMillis
    }
  }
}

export function lookAgain(rules: LookoutRules): Lookout {
  return new Looks(rules)
}
