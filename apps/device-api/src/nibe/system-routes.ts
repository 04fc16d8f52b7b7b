import { coveredStructures } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { decodePaging } from './decode-paging.ts'
import { encodeConfig, encodeSystem, encodeSystemsPage, encodeUnit, software } from './encode-system.ts'
import { nibeJson } from './nibe-answer.ts'
import type { System } from './systems.ts'

/** `GET /api/v1/systems?page=1&itemsPerPage=10` */
export async function listSystems(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const paging = decodePaging(new URL(c.req.url).searchParams)
  const { access } = c.var
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  return nibeJson(encodeSystemsPage(coveredStructures(access, owned), paging, now()))
}

/** `GET /api/v1/systems/{id}` */
export function readSystem(_: TokenContext, { now }: DeviceApiContext, { structure }: System): Response {
  return nibeJson(encodeSystem(structure, now()))
}

/** `GET /api/v1/systems/{id}/config` */
export function readConfig(_: TokenContext, _context: DeviceApiContext, { structure }: System): Response {
  return nibeJson(encodeConfig(structure))
}

/** `GET /api/v1/systems/{id}/units` */
export function listUnits(_: TokenContext, _context: DeviceApiContext, { units }: System): Response {
  return nibeJson(units.map(encodeUnit))
}

/** `GET /api/v1/systems/{id}/software`: the newest runs everywhere. */
export function readSoftware(): Response {
  return nibeJson({ current: software, upgrade: null })
}

/** `GET /api/v1/software` */
export function listSoftware(): Response {
  return nibeJson([software])
}

/** `GET /api/v1/systems/{id}/premium`: everybody has what NIBE sold. */
export function readPremium(): Response {
  return nibeJson({ read: true, write: true })
}
