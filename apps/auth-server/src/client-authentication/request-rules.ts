import { OAuthError, type Parameters } from '@latchkey/protocol'
import type { Client } from '../store/records.ts'
import type { ClientRequest } from './client-request.ts'

/** What must not stand in a URL, because URLs end up in logs and histories. */
const sensitive = [
  'client_secret',
  'code',
  'refresh_token',
  'client_assertion',
  'code_verifier',
  'password',
  'token',
]

/** Parameters of the body, and of the URL where the body has none of that name. Whether that is allowed is checked later. */
export function withQuery({ shape, parameters, query }: ClientRequest): Parameters {
  if (shape.method === 'GET' || query.values.size === 0) return parameters
  const values = new Map([...query.values, ...parameters.values])
  return { ...parameters, values }
}

/** What a client's dialect does not allow is refused with a sentence that says what to change. Throws `invalid_request`. */
export function checkShape({ shape, dialect }: ClientRequest): void {
  const { formats } = dialect.request
  checkMethod({ shape, dialect })
  const isReadAnyway = shape.format === 'none'
  if (!isReadAnyway && !formats.includes(shape.format)) {
    throw notAllowed(
      'This client sends its requests as application/x-www-form-urlencoded, not as JSON.',
      undefined,
    )
  }
}

export function checkMethod({ shape, dialect }: Pick<ClientRequest, 'shape' | 'dialect'>): void {
  if (!dialect.request.methods.includes(shape.method)) throw notAllowed('Send the request as POST.', 405)
}

/** The unsafe switch of a client whose programs put everything into the URL; it works only for a verified one. */
export function mayUseQuery({ shape }: ClientRequest, client: Client): boolean {
  return shape.method === 'POST' && client.verified && client.allows.includes('credentials-in-query')
}

/** Throws `invalid_request` when anything that grants or proves stands in the URL of a client that may not do so. */
export function checkQuery(request: ClientRequest, client: Client): void {
  const { query, parameters, shape } = request
  if (mayUseQuery(request, client)) {
    checkOnce(query, parameters)
    return
  }
  const names = shape.method === 'POST' ? [...sensitive, 'grant_type', 'client_id'] : sensitive
  const odd = names.find((name) => query.values.has(name))
  if (odd !== undefined)
    throw notAllowed(`Send ${odd} in the body, not in the URL: URLs end up in logs.`, undefined)
}

function checkOnce(query: Parameters, body: Parameters): void {
  const twice = [...query.values.keys()].find((name) => body.values.has(name))
  if (twice === undefined) return
  throw new OAuthError('invalid_request', `The parameter ${twice} is sent more than once.`, {
    reason: { kind: 'repeated parameter', parameter: twice },
  })
}

function notAllowed(sentence: string, status: number | undefined): OAuthError {
  const reason = { kind: 'not allowed by dialect', detail: sentence } as const
  return new OAuthError('invalid_request', sentence, status === undefined ? { reason } : { reason, status })
}
