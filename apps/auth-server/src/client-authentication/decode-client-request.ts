import { guessDialect, type RequestShape } from '@latchkey/dialects'
import { OAuthError, type Parameters, readParameters } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { certificateOnDemand } from '../sender-constraint/client-certificate.ts'
import { senderOf } from './client-address.ts'
import type { ClientRequest } from './client-request.ts'
import { readBody } from './read-body.ts'

const nothing: Parameters = { values: new Map(), resource: [] }

/** What of a request can be known from its head. */
export function shapeOf(c: Context): RequestShape {
  const method = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'GET' : 'POST'
  return {
    method,
    path: c.req.path,
    format: method === 'GET' ? 'none' : formatOf(c.req.header('content-type')),
    vendor: c.env?.vendor,
  }
}

/**
 * HTTP → parameters, and what was seen: form or JSON, header or body, path. Throws `invalid_request` for what cannot be
 * read. `answering` hears of the request before its body is read, so that an error there has a dialect, too.
 */
export async function decodeClientRequest(server: ServerContext, c: Context): Promise<ClientRequest> {
  const shape = shapeOf(c)
  const query = readQuery(c.req.url)
  return {
    shape,
    authorization: c.req.header('authorization'),
    query,
    parameters: shape.method === 'GET' ? scopeOnly(query) : await readParametersOf(c, shape),
    address: senderOf(server, c),
    dpopProof: c.req.header('dpop'),
    certificate: certificateOnDemand(server, c),
    dialect: guessDialect(shape),
    client: undefined,
  }
}

function readQuery(url: string): Parameters {
  const start = url.indexOf('?')
  return start === -1 ? nothing : readParameters(new URLSearchParams(url.slice(start + 1)))
}

/** A GET's URL ends up in logs: nothing but `scope` is read from it. */
function scopeOnly(query: Parameters): Parameters {
  const scope = query.values.get('scope')
  return scope === undefined ? nothing : { values: new Map([['scope', scope]]), resource: [] }
}

const formats: Readonly<Record<string, RequestShape['format']>> = {
  '': 'none',
  'application/x-www-form-urlencoded': 'form',
  'application/json': 'json',
}

function formatOf(contentType: string | undefined): RequestShape['format'] {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return formats[type] ?? 'none'
}

async function readParametersOf(c: Context, shape: RequestShape): Promise<Parameters> {
  const body = await readBody(c)
  if (body.trim() === '') return nothing
  if (shape.format === 'json') return readParameters(jsonPairs(body))
  const type = c.req.header('content-type')
  if (shape.format === 'none' && type !== undefined) throw wrongType(type)
  return readParameters(new URLSearchParams(body))
}

function wrongType(type: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    `The body is sent as ${type.slice(0, 100)}; send it as application/x-www-form-urlencoded.`,
    { reason: { kind: 'unreadable request', detail: 'content type' } },
  )
}

/** A flat JSON object of texts; `resource` may be a list of them, and `authorization_details` the list that its text would be. */
function jsonPairs(body: string): readonly (readonly [string, string])[] {
  const value = parseJson(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject()
  return Object.entries(value).flatMap(([name, member]) =>
    // One list and no list of lists: a body has room for more of them than a stack has.
    name === 'resource' && Array.isArray(member)
      ? member.flatMap((item) => pairsOf(name, item))
      : pairsOf(name, member),
  )
}

function pairsOf(name: string, member: unknown): readonly (readonly [string, string])[] {
  if (member === null) return []
  if (typeof member === 'string') return [[name, member]]
  if (name === 'authorization_details' && Array.isArray(member)) return [[name, JSON.stringify(member)]]
  throw new OAuthError(
    'invalid_request',
    `The member ${name.slice(0, 50)} of the JSON body must be a text.`,
    {
      reason: { kind: 'malformed parameter', parameter: name.slice(0, 50) },
    },
  )
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new OAuthError('invalid_request', 'The body is not valid JSON.', {
      reason: { kind: 'unreadable request', detail: 'JSON' },
      cause,
    })
  }
}

function notAnObject(): OAuthError {
  return new OAuthError('invalid_request', 'The JSON body must be an object.', {
    reason: { kind: 'unreadable request', detail: 'JSON' },
  })
}
