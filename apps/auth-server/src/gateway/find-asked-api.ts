import type { HttpBindings } from '@hono/node-server'
import { equalInConstantTime } from '@latchkey/protocol'
import type { Context } from 'hono'
import { hashSecret } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { Api } from '../store/records.ts'

type FromNode = Context<{ Bindings: Partial<HttpBindings> }>

/**
 * The API that a request to the gateway names, when it comes from who may ask for it: who knows the API's secret, or a proxy of ours
 * that speaks for itself. A proxy in front of this server, which may be the same, adds `X-Forwarded-For` to what it forwards: that
 * comes from anybody. `undefined` for everybody else, and for an API that does not exist.
 */
export async function findAskedApi(server: ServerContext, c: FromNode): Promise<Api | undefined> {
  const secret = c.req.header('latchkey-api-secret')
  if (secret === undefined && !isOwnProxy(server, c)) return undefined
  const api = await server.records.api(c.req.param('apiId') ?? '')
  if (api === undefined || secret === undefined) return api
  return knowsSecret(server, api, secret) ? api : undefined
}

function isOwnProxy({ isTrustedProxy }: ServerContext, c: FromNode): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded'].some((name) => (c.req.header(name) ?? '') !== '')
  return !isForwarded && isTrustedProxy(c.env.incoming?.socket.remoteAddress ?? '')
}

function knowsSecret({ keys }: ServerContext, api: Api, secret: string): boolean {
  return equalInConstantTime(api.secretHash, hashSecret(keys.current('pepper'), secret))
}
