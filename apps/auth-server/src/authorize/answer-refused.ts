import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerClient } from './answer-client.ts'
import type { Addressed } from './find-return-address.ts'
import { responseModeOfRefusal } from './response-modes.ts'

/** Tells a client what is wrong with its request; what is wrong with us is thrown on. */
export function answerRefused(
  server: ServerContext,
  c: Context,
  addressed: Addressed,
  error: unknown,
): Promise<Response> {
  // RFC 9700 §4.11: nobody is sent on by themselves to an app that nobody has verified.
  if (!(error instanceof OAuthError) || !addressed.client.verified) throw error
  const state = addressed.parameters.values.get('state')
  return answerClient(
    server,
    c,
    { ...addressed, state, responseMode: responseModeOfRefusal(addressed) },
    error,
  )
}
