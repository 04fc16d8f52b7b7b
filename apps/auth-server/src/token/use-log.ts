import type { Logger } from 'pino'
import type { Store } from '../store/store.ts'

/** A connection's use, and how far it moves the connection's end. */
export interface FamilyUse {
  readonly id: string
  readonly at: number
  readonly refreshExpiresAt?: number | undefined
  readonly endsAt: number
}

/** Remembers in memory what was used when, and writes it in the background: a use costs no write of its own. */
export interface UseLog {
  family(use: FamilyUse): void
  secret(clientId: string, hash: string, at: number): void
  /** Writes what is remembered. */
  flush(): Promise<void>
}

const familyEvery = 3_600_000
const secretEvery = 60_000
const mostRemembered = 100_000

export function createUseLog(store: Pick<Store, 'touchFamilies' | 'touchSecrets'>, log: Logger): UseLog {
  const families = new Map<string, FamilyUse>()
  const secrets = new Map<string, { clientId: string; hash: string; at: number }>()
  const writtenAt = new Map<string, number>()
  const isDue = (name: string, at: number, every: number) => at - (writtenAt.get(name) ?? 0) >= every
  const remember = (name: string, at: number) => {
    if (writtenAt.size >= mostRemembered) writtenAt.clear()
    writtenAt.set(name, at)
  }
  return {
    family: (use) => {
      if (isDue(nameOf(use), use.at, everyOf(use))) families.set(nameOf(use), use)
    },
    secret: (clientId, hash, at) => {
      if (isDue(hash, at, secretEvery)) secrets.set(hash, { clientId, hash, at })
    },
    flush: async () => {
      const used = { families: [...families.values()], secrets: [...secrets.values()] }
      families.clear()
      secrets.clear()
      try {
        if (used.families.length > 0) await store.touchFamilies(used.families)
        if (used.secrets.length > 0) await store.touchSecrets(used.secrets)
        for (const use of used.families) remember(nameOf(use), use.at)
        for (const use of used.secrets) remember(use.hash, use.at)
      } catch (error) {
        log.warn({ error }, 'last uses could not be written')
      }
    },
  }
}

/** A connection that idles out soon is written more often, or its end would come while it is in use. */
function everyOf({ at, refreshExpiresAt }: FamilyUse): number {
  return refreshExpiresAt === undefined ? familyEvery : Math.min(familyEvery, (refreshExpiresAt - at) / 10)
}

/** A use that moves the connection's end is counted apart, or one that only happened would take its turn. */
function nameOf({ id, refreshExpiresAt }: FamilyUse): string {
  return refreshExpiresAt === undefined ? id : `refresh of ${id}`
}
