import { OAuthError, requiredParameter } from '@latchkey/protocol'
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { ServerContext } from '../../context.ts'
import type { Client } from '../../store/records.ts'
import type { ClientAuthenticationMethod, Credentials } from '../method.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The algorithms of an assertion; the metadata publishes them. Ed25519 is the newer name of EdDSA (RFC 9864). */
export const assertionAlgorithms = ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA']

const longestLifeSeconds = 3600
const clockToleranceSeconds = 10

/** RFC 7523 §3: an assertion signed with the client's own key, used once. */
export const privateKeyJwt: ClientAuthenticationMethod = {
  name: 'private_key_jwt',
  usedBy: ({ parameters }) =>
    parameters.values.has('client_assertion') || parameters.values.has('client_assertion_type'),
  claimedIds: (credentials) => [subjectOf(assertionOf(credentials))],
  prove: async (server, client, credentials) => {
    const payload = await verify(server, client, credentials)
    checkLife(server, payload)
    const name = `assertion ${client.clientId} ${payload.jti}`
    // As long as it would be accepted; RFC 7519 §2 allows parts of a second, and a column holds whole milliseconds.
    const until = Math.ceil(((payload.exp ?? 0) + clockToleranceSeconds) * 1000)
    const isFirst = await server.store.firstUse(name, until, server.now())
    if (!isFirst) throw bad('it was used before')
  },
}

function assertionOf({ parameters }: Credentials): string {
  const type = requiredParameter(parameters, 'client_assertion_type')
  if (type !== assertionType) throw bad(`client_assertion_type must be ${assertionType}`)
  return requiredParameter(parameters, 'client_assertion')
}

/** Not yet believed: it only says whose keys to check with. Whatever JSON the sender likes may stand there. */
function subjectOf(assertion: string): string {
  const sub: unknown = payloadOf(assertion).sub
  if (typeof sub !== 'string') throw bad('its sub is missing or no text')
  return sub
}

function payloadOf(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion)
  } catch (cause) {
    throw bad('it is not a JWT', cause)
  }
}

async function verify(server: ServerContext, client: Client, credentials: Credentials): Promise<JWTPayload> {
  if (client.jwks === undefined) throw bad('the client has registered no keys')
  try {
    const { payload } = await jwtVerify(
      assertionOf(credentials),
      createLocalJWKSet(underBothNames(client.jwks)),
      {
        algorithms: assertionAlgorithms,
        issuer: client.clientId,
        subject: client.clientId,
        audience: [server.issuer, server.issuer + credentials.path],
        requiredClaims: ['exp', 'jti'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(server.now()),
      },
    )
    return payload
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : 'it cannot be verified', cause)
  }
}

/** A key that is registered for EdDSA is also one for Ed25519, the name that newer libraries sign with (RFC 9864). */
function underBothNames({ keys }: JSONWebKeySet): JSONWebKeySet {
  return { keys: keys.flatMap((key) => (key.alg === 'EdDSA' ? [key, { ...key, alg: 'Ed25519' }] : [key])) }
}

function checkLife(server: ServerContext, { exp = 0, iat, jti }: JWTPayload): void {
  const now = server.now() / 1000
  if (exp - now > longestLifeSeconds) throw bad('it lives over an hour')
  if (iat !== undefined && iat - now > clockToleranceSeconds) throw bad('it was issued in the future')
  if (typeof jti !== 'string' || jti === '' || jti.length > 512) throw bad('its jti is missing or too long')
}

function bad(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', `The client assertion is refused: ${detail}.`, {
    reason: { kind: 'bad client assertion', detail },
    cause,
  })
}
