import { pino } from 'pino'
import { readSettings } from '../apps/auth-server/src/settings.ts'
import type { ActivityCount, Failure } from '../apps/auth-server/src/store/activity-store.ts'
import { openLatchkey } from '../open-latchkey.ts'
import type { RunningLatchkey } from './start-latchkey.ts'

export interface StoredActivity {
  readonly counts: readonly ActivityCount[]
  readonly failures: readonly Failure[]
}

/** What the database of a server, running or not, has of an app: nothing that is still in memory only. */
export async function storedActivity(
  { folder, port }: Pick<RunningLatchkey, 'folder' | 'port'>,
  clientId: string,
): Promise<StoredActivity> {
  const settings = readSettings({ LATCHKEY_DATA: folder, PORT: String(port) })
  const latchkey = await openLatchkey(settings, pino({ level: 'silent' }), { asServer: false })
  try {
    const { store } = latchkey.server
    return {
      counts: await store.listActivity(clientId, 0),
      failures: await store.listFailures(clientId, 1_000),
    }
  } finally {
    await latchkey.close()
  }
}

/** How often something happened, in all hours together. */
export function countOf({ counts }: StoredActivity, kind: ActivityCount['kind'], name: string): number {
  const found = counts.filter((count) => count.kind === kind && count.name === name)
  return found.reduce((sum, { count }) => sum + count, 0)
}
