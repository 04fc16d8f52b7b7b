import type { HttpBindings } from '@hono/node-server'
import { OAuthError, parseScope, type Scope } from '@latchkey/protocol'
import type { Context } from 'hono'

/** The request that a proxy holds back until it has been told whether it is allowed; as far as the proxy told. */
export interface HeldRequest {
  readonly method: string | undefined
  /** Path and query, as they came to the proxy. */
  readonly target: string | undefined
}

export interface GatewayRequest {
  /** What the token must hold, all of it. */
  readonly needs: Scope
  readonly held: HeldRequest
}

type FromNode = Context<{ Bindings: Partial<HttpBindings> }>

/**
 * What a proxy asks. The scopes stand in the query. Below the API's own path (Envoy puts the held request's there) the query is a
 * stranger's and not read: there they stand in the header `Latchkey-Needs`. Both can only demand more. Throws
 * `invalid_request`, `invalid_scope`.
 */
export function decodeGatewayRequest(c: FromNode): GatewayRequest {
  const { below, query } = partsOf(c.env.incoming?.url ?? new URL(c.req.url).href)
  const asked = below === '' ? new URLSearchParams(query).getAll('scope') : []
  return {
    needs: parseScope([...asked, c.req.header('latchkey-needs') ?? ''].join(' ')),
    held: below === '' ? forwardedRequest(c, []) : forwardedRequest(c, [c.req.raw.method, below + query]),
  }
}

/** What stands behind the API's id, unresolved and undecoded. */
function partsOf(target: string): { readonly below: string; readonly query: string } {
  const [, below = '', query = ''] = /\/gateway\/[^/?#]+(\/[^?#]*)?(\?[^#]*)?/.exec(target) ?? []
  return { below, query }
}

/** Traefik and Caddy say it by the `X-Forwarded-` headers, nginx and HAProxy as our configurations tell them. */
function forwardedRequest(
  c: Context,
  [method, target]: readonly [method: string, target: string] | readonly [],
): HeldRequest {
  const told = agreed('address', [target, c.req.header('x-original-uri'), c.req.header('x-forwarded-uri')])
  if (told !== undefined && !told.startsWith('/'))
    throw unclear('The address of the request does not begin with a slash.')
  return {
    method: agreed('method', [method, c.req.header('x-original-method'), c.req.header('x-forwarded-method')]),
    target: told,
  }
}

/** A stranger may send the headers that this proxy does not: where two of them differ, one is a lie. */
function agreed(what: string, told: readonly (string | undefined)[]): string | undefined {
  const different = new Set(told.filter((value) => value !== undefined && value !== ''))
  if (different.size <= 1) return [...different][0]
  throw unclear(`The headers say two things about the ${what} of the request.`)
}

function unclear(sentence: string): OAuthError {
  return new OAuthError('invalid_request', sentence, {
    reason: { kind: 'unreadable request', detail: 'the held request' },
  })
}
