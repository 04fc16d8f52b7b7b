import type { Access } from '@latchkey/resource-kit'
import type { Device } from './devices/device.ts'
import type { Structure } from './structures/structure.ts'

type Action = 'read' | 'control'

/** Whoever may control may also see what the control did. */
const allows: Readonly<Record<Action, readonly Action[]>> = {
  read: ['read', 'control'],
  control: ['control'],
}

function detailsOf(access: Access, structureId: string, action: Action) {
  return access.homes.filter(
    ({ structure, actions }) =>
      structure === structureId && actions.some((one) => allows[action].includes(one)),
  )
}

/** Whether the homeowner shared this home for this. A home may be named in several details; together they count. */
export function coversStructure(access: Access, structureId: string, action: Action): boolean {
  return detailsOf(access, structureId, action).length > 0
}

export function coversDevice(
  access: Access,
  device: Pick<Device, 'id' | 'structureId'>,
  action: Action,
): boolean {
  return detailsOf(access, device.structureId, action).some(
    ({ devices }) => devices === 'all' || devices.includes(device.id),
  )
}

/** The homes that a token covers, of those its account owns, each with the covered devices only. */
export function coveredStructures(access: Access, owned: readonly Structure[]): readonly Structure[] {
  return owned
    .filter(({ id }) => coversStructure(access, id, 'read'))
    .map((structure) => ({
      ...structure,
      devices: structure.devices.filter((device) => coversDevice(access, device, 'read')),
    }))
}
