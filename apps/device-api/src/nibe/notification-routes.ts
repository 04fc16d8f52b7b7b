import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { decodeBoolean } from './decode-boolean.ts'
import { decodePaging, pageOf } from './decode-paging.ts'
import { encodeNotice, noticesIn } from './encode-notification.ts'
import { nibeJson } from './nibe-answer.ts'
import type { System } from './systems.ts'

/** `GET /api/v1/systems/{id}/notifications?active=true&type=ALARM`. What is over is not remembered. */
export function listNotifications(c: TokenContext, _: DeviceApiContext, { structure }: System): Response {
  const query = new URL(c.req.url).searchParams
  const paging = decodePaging(query)
  // All that there are are active, so the parameter narrows nothing; what it says is checked all the same.
  decodeBoolean(query, 'active')
  const type = query.get('type') ?? ''
  const shown = noticesIn(structure).filter((notice) => type === '' || notice.type === type)
  return nibeJson(pageOf(shown.map(encodeNotice), paging))
}
