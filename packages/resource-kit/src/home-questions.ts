import type { HomeAccess, HomeAction } from '@latchkey/protocol'
import type { Access } from './access.ts'

// What a homeowner shared, as the handlers of an API ask for it. Several details may name one home; together they count. What
// is not covered does not exist for the app: it is absent from lists, and 404 by its id.

type Homes = Pick<Access, 'homes'>

/** A device, by its id and that of its home. */
export interface DeviceOfHome {
  readonly structure: string
  readonly device: string
}

function detailsOf(
  { homes }: Homes,
  structure: string,
  actions: readonly HomeAction[],
): readonly HomeAccess[] {
  return homes.filter(
    (detail) => detail.structure === structure && actions.some((action) => detail.actions.includes(action)),
  )
}

const coversDevice = ({ devices }: HomeAccess, device: string) =>
  devices === 'all' || devices.includes(device)

function may(access: Homes, { structure, device }: DeviceOfHome, ...actions: readonly HomeAction[]): boolean {
  return detailsOf(access, structure, actions).some((detail) => coversDevice(detail, device))
}

/** Whether the app knows that this home is there: it was given anything of it to read or to control. */
export function seesHome(access: Homes, structure: string): boolean {
  return detailsOf(access, structure, ['read', 'control']).length > 0
}

/** Whether the app may change what concerns the home as a whole: it was given all of it. */
export function mayControlHome(access: Homes, structure: string): boolean {
  return detailsOf(access, structure, ['control']).some(({ devices }) => devices === 'all')
}

/** Whether the app may read this device; who controls it may. */
export function mayRead(access: Homes, device: DeviceOfHome): boolean {
  return may(access, device, 'read', 'control')
}

/** Whether the app may change this device. Opening a lock is another question. */
export function mayControl(access: Homes, device: DeviceOfHome): boolean {
  return may(access, device, 'control')
}

/** Sensitive: whether the app may say that nobody is at home, or somebody. */
export function maySetAway(access: Homes, structure: string): boolean {
  return seesHome(access, structure) && detailsOf(access, structure, ['away']).length > 0
}

/** Sensitive: whether the app may know of this camera at all, in a detail that lets it read or control. */
export function maySeeCamera(access: Homes, camera: DeviceOfHome): boolean {
  return ofCamera(access, camera, 'read', 'control')
}

/** Sensitive: whether the app may change this camera, in a detail that lets it know of it. */
export function mayControlCamera(access: Homes, camera: DeviceOfHome): boolean {
  return ofCamera(access, camera, 'control')
}

function ofCamera(
  access: Homes,
  { structure, device }: DeviceOfHome,
  ...actions: readonly HomeAction[]
): boolean {
  return detailsOf(access, structure, actions).some(
    (detail) => detail.actions.includes('camera') && coversDevice(detail, device),
  )
}

/** Sensitive: whether the app may open this lock. Who may not control it may not. */
export function mayUnlock(access: Homes, device: DeviceOfHome): boolean {
  return mayControl(access, device) && may(access, device, 'unlock')
}

/** The ids of the devices that the app may read of a home, or `all`: those that join it later, too. */
export function readableDevices(access: Homes, structure: string): 'all' | ReadonlySet<string> {
  const lists = detailsOf(access, structure, ['read', 'control']).map(({ devices }) => devices)
  const ids = new Set<string>()
  for (const devices of lists) {
    if (devices === 'all') return 'all'
    for (const device of devices) ids.add(device)
  }
  return ids
}
