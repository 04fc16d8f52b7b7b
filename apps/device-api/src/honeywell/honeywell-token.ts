import { encodeRefusal, requireToken, type TokenEnv } from '@latchkey/resource-kit'
import type { MiddlewareHandler } from 'hono'
import type { DeviceApiContext } from '../device-api-context.ts'
import type { DeviceScope } from '../scopes.ts'
import { encodeHoneywellRefusal, invalidApiKeyBody } from './encode-honeywell-error.ts'

/** A good token of these scopes; refusals are in Honeywell's words. */
export function honeywellToken(
  { gate }: DeviceApiContext,
  ...needs: readonly DeviceScope[]
): MiddlewareHandler<TokenEnv> {
  return requireToken({ ...gate, needs, encodeBody: encodeHoneywellRefusal })
}

/**
 * Every call carries `?apikey=`, the id of the client. A program that leaves it out is known by its token; one that shows
 * another client's is refused.
 */
export function ownApiKey({ gate }: DeviceApiContext): MiddlewareHandler<TokenEnv> {
  const detail = 'The apikey in the URL is not the one of the client whose token this is.'
  return async (c, next) => {
    const { clientId } = c.var.access
    if ((c.req.queries('apikey') ?? []).every((key) => key === clientId || key === '')) return next()
    return encodeRefusal(
      { code: 'invalid_token', detail },
      { ...gate, scopes: [], encodeBody: () => invalidApiKeyBody },
    )
  }
}

/** The homeowner shared this to be read, not to be controlled. */
export function refuseHoneywellControl({ gate }: DeviceApiContext): Response {
  const detail = 'The homeowner allowed this app to read this, not to control it.'
  const challenge = { ...gate, scopes: ['devices:write'], encodeBody: encodeHoneywellRefusal }
  return encodeRefusal({ code: 'insufficient_scope', detail }, challenge)
}
