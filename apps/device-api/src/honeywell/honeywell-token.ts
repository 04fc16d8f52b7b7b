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
  // Honeywell's programs know bearer schemes alone.
  return requireToken({ ...gate, needs, offersDpop: false, encodeBody: encodeHoneywellRefusal })
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
      { ...gate, scopes: [], offersDpop: false, encodeBody: () => invalidApiKeyBody },
    )
  }
}

/** The homeowner shared this to be read, not to be controlled. */
export function refuseHoneywellControl({ gate }: DeviceApiContext): Response {
  const detail = 'The homeowner allowed this app to read this, not to control it.'
  const scopes = ['devices:write']
  const challenge = { ...gate, scopes, offersDpop: false, encodeBody: encodeHoneywellRefusal }
  return encodeRefusal({ code: 'insufficient_scope', detail }, challenge)
}
