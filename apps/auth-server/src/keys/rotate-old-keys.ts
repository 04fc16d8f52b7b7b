import type { Clock } from '@latchkey/protocol'
import type { Actor } from '../store/audit-store.ts'
import { type KeyKind, type KeyRecord, signingAlgorithms } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { KeyRing } from './key-ring.ts'

/** The pepper is not among them: every secret and code is hashed with it. */
export const rotatableKinds: readonly KeyKind[] = ['sealing', 'refresh', ...signingAlgorithms]

/** How long a key is used before it gets a successor. */
export const keyAgeMillis = 90 * 86_400_000

/** A process that promised a successor and was killed is not waited for longer. */
const promiseMillis = 3_600_000

const actor: Actor = { accountId: undefined, name: 'Latchkey itself' }

export interface KeyKeeper {
  readonly store: Pick<Store, 'listKeys' | 'firstUse'>
  readonly keys: Pick<KeyRing, 'rotate'>
  readonly now: Clock
}

/**
 * Gives every key that was used long enough a successor, which settles before its first use; what the old one made stays good.
 * Of several processes one adds it. Answers what was added.
 */
export async function rotateOldKeys({ store, keys, now }: KeyKeeper): Promise<readonly KeyRecord[]> {
  const records = await store.listKeys()
  const added: KeyRecord[] = []
  for (const kind of rotatableKinds) {
    const youngest = youngestOf(records, kind)
    if (youngest === undefined || now() - youngest.usableAt < keyAgeMillis) continue
    const promise = `successor of key ${youngest.id}`
    if (!(await store.firstUse(promise, now() + promiseMillis, now()))) continue
    const audit = { actor, action: 'key made', detail: { kind } } as const
    added.push(await keys.rotate(kind, audit))
  }
  return added
}

/** One that is still to come counts: it is the successor. */
function youngestOf(records: readonly KeyRecord[], kind: KeyKind): KeyRecord | undefined {
  const [youngest] = records
    .filter((key) => key.kind === kind && key.endedAt === undefined)
    .toSorted((a, b) => b.usableAt - a.usableAt)
  return youngest
}
