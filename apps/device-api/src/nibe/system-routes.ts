import { requireToken, type TokenEnv } from '@latchkey/resource-kit'
import type { MiddlewareHandler } from 'hono'
import { coveredStructures } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { decodePaging } from './decode-paging.ts'
import { encodeNibeRefusal, nibeContentType } from './encode-nibe-error.ts'
import { encodeSystemsPage } from './encode-system.ts'

/** Both reads, which is what NIBE calls READSYSTEM; the challenge says it in NIBE's word. */
export function readSystemToken({ gate, now }: DeviceApiContext): MiddlewareHandler<TokenEnv> {
  return requireToken({
    ...gate,
    needs: ['structures:read', 'devices:read'],
    scopes: ['READSYSTEM'],
    // NIBE's programs know one scheme, and read the challenge as it always was.
    offersDpop: false,
    encodeBody: (refusal) => encodeNibeRefusal(refusal, now()),
  })
}

/** `GET /api/v1/systems?page=1&itemsPerPage=10` */
export async function listSystems(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const paging = decodePaging(new URL(c.req.url).searchParams)
  const { access } = c.var
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  const page = encodeSystemsPage(coveredStructures(access, owned), paging, now())
  return c.body(JSON.stringify(page), 200, { 'Content-Type': nibeContentType })
}
