import { OAuthError } from '@latchkey/protocol'
import type { ParameterPairs } from '../request-objects/decode-request-object.ts'

/** After sign-in the whole request stands sealed in a URL, a third longer, and a URL must fit into 16 KiB of headers. */
const mostBytes = 9_000

/** Throws `invalid_request` for more than a journey can carry. */
export function checkLength(parameters: ParameterPairs): void {
  if (Buffer.byteLength(JSON.stringify(parameters)) <= mostBytes) return
  throw new OAuthError('invalid_request', `The parameters of this request have over ${mostBytes} bytes.`, {
    reason: { kind: 'unreadable request', detail: 'too long' },
  })
}
