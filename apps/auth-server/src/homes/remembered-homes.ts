import type { Clock } from '@latchkey/protocol'
import type { DescribedHome } from './homes.ts'

/** So long nobody asks again: a page reads the homes, and the answer to it a moment later. */
const freshMillis = 10_000
/** So long they may be shown when nobody knows better. */
const showableMillis = 60_000
const mostAccounts = 1_000

type Homes = readonly DescribedHome[]

export interface RememberedHomes {
  /** What is known since a few seconds, or what `read` answers, which is asked once for all who wait. */
  current(accountId: string): Promise<Homes>
  /** The same, or what was known within the last minute when `read` fails. */
  showable(accountId: string): Promise<Homes>
  forget(accountId: string): void
}

export function rememberHomes(read: (accountId: string) => Promise<Homes>, now: Clock): RememberedHomes {
  const known = rememberAnswers(now)
  const reading = new Map<string, Promise<Homes>>()
  const readAnew = (accountId: string) => {
    const work: Promise<Homes> = read(accountId)
      .then((homes) => {
        // Forgotten since: what was read may be from before.
        if (reading.get(accountId) === work) known.keep(accountId, homes)
        return homes
      })
      .finally(() => {
        if (reading.get(accountId) === work) reading.delete(accountId)
      })
    reading.set(accountId, work)
    return work
  }
  const current = async (accountId: string) =>
    known.within(accountId, freshMillis) ?? reading.get(accountId) ?? readAnew(accountId)
  return {
    current,
    showable: async (accountId) => {
      try {
        return await current(accountId)
      } catch (error) {
        const old = known.within(accountId, showableMillis)
        if (old !== undefined) return old
        throw error
      }
    },
    forget: (accountId) => {
      known.forget(accountId)
      reading.delete(accountId)
    },
  }
}

/** What was answered, the oldest first. */
function rememberAnswers(now: Clock) {
  const answers = new Map<string, { readonly homes: Homes; readonly at: number }>()
  const forgetOld = () => {
    for (const [accountId, { at }] of answers) {
      if (answers.size < mostAccounts && now() - at <= showableMillis) break
      answers.delete(accountId)
    }
  }
  return {
    keep: (accountId: string, homes: Homes) => {
      answers.delete(accountId)
      forgetOld()
      answers.set(accountId, { homes, at: now() })
    },
    within: (accountId: string, millis: number) => {
      const found = answers.get(accountId)
      return found !== undefined && now() - found.at <= millis ? found.homes : undefined
    },
    forget: (accountId: string) => answers.delete(accountId),
  }
}
