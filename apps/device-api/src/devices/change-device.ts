import { inTurn } from '../in-turn.ts'
import { notNow } from '../problem.ts'
import type { HomesStore } from '../store/homes-store.ts'
import type { Device } from './device.ts'
import { changedDevice, type DeviceChange } from './device-change.ts'

/** Others may win that often in a row; in one process nobody does, changes of a device take turns. */
const attempts = 8

/** What is asked of a device, decided on the device as it is: a view's own rules may throw a `Problem` here. */
export type Decide = (device: Device) => DeviceChange

export type ChangeDevice = (owner: string, id: string, decide: Decide) => Promise<Device | undefined>

/**
 * Read, decide, compare and set: of two changes at once none is lost. `undefined`: the account owns no such device now.
 * Throws what `decide` throws, and a 503 `Problem` when other processes keep winning.
 */
export function deviceChanger(store: HomesStore, now: () => number): ChangeDevice {
  const takeTurns = inTurn()
  const attempt = async (owner: string, id: string, decide: Decide): Promise<Device | undefined> => {
    for (let left = attempts; left > 0; left -= 1) {
      const device = await store.findDevice(owner, id)
      if (device === undefined) return undefined
      const changed = changedDevice(device, decide(device), now())
      if (await store.saveDevice(owner, changed)) return { ...changed, version: changed.version + 1 }
    }
    throw notNow()
  }
  return (owner, id, decide) => takeTurns(id, () => attempt(owner, id, decide))
}
