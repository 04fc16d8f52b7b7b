import { DatabaseUnavailable } from '@latchkey/sql'

/** Looks one after the other, however often somebody asks for one. */
export interface Lookout {
  /** One look more, as soon as the one under way has ended. */
  lookSoon(): void
  end(): void
}

export interface LookoutRules {
  readonly look: () => Promise<void>
  /** The next look when nobody asks for one. */
  readonly restMillis: number
  /** A look failed for another reason than a lost database, which is looked for again after a second. */
  readonly onFault: () => void
}

const retryMillis = 1000

class Looks implements Lookout {
  readonly #rules: LookoutRules
  #isLooking = false
  #isAsked = false
  #hasEnded = false
  #timer: NodeJS.Timeout | undefined

  constructor(rules: LookoutRules) {
    this.#rules = rules
  }

  lookSoon(): void {
    if (this.#hasEnded) return
    if (this.#isLooking) this.#isAsked = true
    else void this.#lookOn()
  }

  end(): void {
    this.#hasEnded = true
    clearTimeout(this.#timer)
  }

  async #lookOn(): Promise<void> {
    this.#isLooking = true
    let rest = this.#rules.restMillis
    do {
      this.#isAsked = false
      rest = await this.#look()
    } while (this.#isAsked && !this.#hasEnded && rest !== retryMillis)
    this.#isLooking = false
    clearTimeout(this.#timer)
    if (!this.#hasEnded) this.#timer = setTimeout(() => this.lookSoon(), rest).unref()
  }

  /** Answers how long to rest. */
  async #look(): Promise<number> {
    try {
      await this.#rules.look()
      return this.#rules.restMillis
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) this.#rules.onFault()
      return retryMillis
    }
  }
}

export function lookAgain(rules: LookoutRules): Lookout {
  return new Looks(rules)
}
