import { encodeRefusal, requireToken, type TokenEnv } from '@latchkey/resource-kit'
import type { MiddlewareHandler } from 'hono'
import type { DeviceApiContext } from '../device-api-context.ts'
import type { DeviceScope } from '../scopes.ts'
import { encodeNibeNotShared, encodeNibeRefusal, nibeContentType } from './encode-nibe-error.ts'

/** NIBE's two scopes, each with what it is here. */
const needs = {
  READSYSTEM: ['structures:read', 'devices:read'],
  WRITESYSTEM: ['structures:write', 'devices:write'],
} as const satisfies Readonly<Record<string, readonly DeviceScope[]>>

/** The challenge says what is needed in NIBE's word. */
export function systemToken(
  { gate, now }: DeviceApiContext,
  scope: keyof typeof needs,
): MiddlewareHandler<TokenEnv> {
  return requireToken({
    ...gate,
    needs: needs[scope],
    scopes: [scope],
    // NIBE's programs know one scheme, and read the challenge as it always was.
    offersDpop: false,
    encodeBody: (refusal) => encodeNibeRefusal(refusal, now()),
  })
}

/** 403: the homeowner did not share the system for this. */
export function notShared({ gate, now }: DeviceApiContext, detail: string): Response {
  const encodeBody = (refusal: Parameters<typeof encodeNibeNotShared>[0]) =>
    encodeNibeNotShared(refusal, now())
  const challenge = { ...gate, scopes: ['WRITESYSTEM'], offersDpop: false, encodeBody }
  return encodeRefusal({ code: 'insufficient_scope', detail }, challenge)
}

export function nibeJson(json: unknown): Response {
  return new Response(JSON.stringify(json), { headers: { 'Content-Type': nibeContentType } })
}
