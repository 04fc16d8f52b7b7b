import { inTurn } from '../in-turn.ts'
import { notNow } from '../problem.ts'
import type { HomesStore } from '../store/homes-store.ts'
import { changeClimate } from './climate.ts'
import type { DeviceChange } from './decode-device-change.ts'
import type { Device, Traits } from './device.ts'
import { deviceTypes } from './device-types.ts'

/** Others may win that often in a row; in one process nobody does, changes of a device take turns. */
const attempts = 8

function changedTraits({ type, traits }: Device, { climate: change }: DeviceChange, now: number): Traits {
  const { climate: range } = deviceTypes[type]
  if (change === undefined || range === undefined || traits.climate === undefined) return traits
  return { ...traits, climate: changeClimate(traits.climate, range, change, now) }
}

export type ChangeDevice = (owner: string, id: string, change: DeviceChange) => Promise<Device | undefined>

/**
 * Read, change, compare and set: of two changes at once none is lost. `undefined`: the account owns no such device now.
 * Throws a 503 `Problem` when other processes keep winning.
 */
export function deviceChanger(store: HomesStore, now: () => number): ChangeDevice {
  const takeTurns = inTurn()
  const attempt = async (owner: string, id: string, change: DeviceChange): Promise<Device | undefined> => {
    for (let left = attempts; left > 0; left -= 1) {
      const device = await store.findDevice(owner, id)
      if (device === undefined) return undefined
      const traits = changedTraits(device, change, now())
      const changed = { ...device, name: change.name ?? device.name, traits }
      if (await store.saveDevice(owner, changed)) return changed
    }
    throw notNow()
  }
  return (owner, id, change) => takeTurns(id, () => attempt(owner, id, change))
}
