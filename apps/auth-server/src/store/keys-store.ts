import type { Audit } from './audit-store.ts'
import type { KeyRecord } from './records.ts'

export interface KeysStore {
  listKeys(): Promise<readonly KeyRecord[]>
  /** Adds the first key of its kind; `false` when there is one already, made by another process. */
  addFirstKey(key: KeyRecord): Promise<boolean>
  /** Adds a key that is used from `usableAt` on and retires its predecessors then. */
  addKey(key: KeyRecord, audit?: Audit): Promise<void>
  endKey(id: string, now: number, audit?: Audit): Promise<void>
}
