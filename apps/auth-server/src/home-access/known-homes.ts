import type { OAuthError, RequestedHomeAccess } from '@latchkey/protocol'
import type { ShareableHome } from '../homes/homes.ts'
import { invalidDetails } from './invalid-details.ts'

/** Whether anything is named that one would have to look for. */
export function namesHomes(requested: readonly RequestedHomeAccess[] | undefined): boolean {
  return requested?.some(({ structure }) => structure !== undefined) === true
}

/** Whether every home and device that is named is one of these. */
export function areKnown(
  requested: readonly RequestedHomeAccess[],
  homes: readonly ShareableHome[],
): boolean {
  return requested.every(({ structure, devices = 'all' }) => {
    if (structure === undefined) return true
    const home = homes.find(({ id }) => id === structure)
    return home !== undefined && (devices === 'all' || isWithin(devices, home))
  })
}

function isWithin(ids: readonly string[], { devices }: ShareableHome): boolean {
  const known = new Set(devices.map(({ id }) => id))
  return ids.every((id) => known.has(id))
}

/** One sentence for what is somebody else’s and for what nobody has. */
export function unknownHomes(): OAuthError {
  return invalidDetails('The authorization_details name a home or a device that this account does not have.')
}
