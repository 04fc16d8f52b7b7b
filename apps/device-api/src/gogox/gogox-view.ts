import { requireToken, type TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { limitRate } from '../limits/limit-rate.ts'
import { methodNotAllowed } from '../method-not-allowed.ts'
import { readJsonBody } from '../read-json-body.ts'
import { unknownAddress } from '../unknown-address.ts'
import type { View } from '../view.ts'
import { decodeQuotation } from './decode-quotation.ts'
import { encodeGogoxProblem, encodeGogoxRefusal } from './encode-gogox-error.ts'
import { encodeQuotation } from './encode-quotation.ts'

/** `POST /transport/quotations`: a price by the distance. Any good token will do, a client's own one above all. */
async function quote(c: TokenContext): Promise<Response> {
  const quoted = decodeQuotation(await readJsonBody(c.req.raw))
  const json = JSON.stringify(encodeQuotation(c.var.access.clientId, quoted))
  return c.body(json, 200, { 'Content-Type': 'application/json; charset=utf-8' })
}

function gogoxToken({ gate, allowsTokenInQuery }: DeviceApiContext) {
  // One of Doorkeeper's parameters; RFC 6750's own is refused in every URL.
  const queryToken = { parameter: 'bearer_token', allows: allowsTokenInQuery }
  return requireToken({ ...gate, queryToken, encodeResponse: encodeGogoxRefusal })
}

/** The delivery API of GOGOX, as far as its tokens need something to be used for. It knows no homes. */
export const gogoxView: View = {
  name: 'gogox',
  paths: ['/transport/*'],
  encodeProblem: encodeGogoxProblem,
  routes: (context) =>
    new Hono<TokenEnv>()
      .post('/transport/quotations', gogoxToken(context), limitRate(context, 'gogox'), quote)
      .all('/transport/quotations', methodNotAllowed('POST'))
      .all('/transport/*', unknownAddress),
}
