import { encodeRefusal, requireToken, type TokenEnv } from '@latchkey/resource-kit'
import type { MiddlewareHandler } from 'hono'
import type { DeviceApiContext } from '../device-api-context.ts'
import type { DeviceScope } from '../scopes.ts'
import { encodeNestRefusal, encodeNoWritePermission, nestContentType } from './encode-nest-error.ts'

/** The token in the header, or in the URL for clients that are allowed it by name. Nest's programs know one scheme. */
export function nestToken(
  { gate, allowsTokenInQuery }: DeviceApiContext,
  ...needs: readonly DeviceScope[]
): MiddlewareHandler<TokenEnv> {
  return requireToken({
    ...gate,
    needs,
    offersDpop: false,
    queryToken: { parameter: 'auth', allows: allowsTokenInQuery },
    encodeBody: encodeNestRefusal,
  })
}

/**
 * What a homeowner shared for reading only is not written: 403 with the challenge of RFC 6750 §3.1, as in every view, because
 * the person can still allow it. The body is Nest's; programs read its sentence. What nobody may write is 400, as Nest has it.
 */
export function refuseNestControl(
  { gate }: DeviceApiContext,
  scope: DeviceScope,
  fields: readonly string[],
): Response {
  const refusal = {
    code: 'insufficient_scope',
    detail: 'The homeowner did not allow this app to change this.',
  } as const
  const encodeBody = () => ({ contentType: nestContentType, json: encodeNoWritePermission(fields) })
  return encodeRefusal(refusal, { ...gate, scopes: [scope], offersDpop: false, encodeBody })
}
