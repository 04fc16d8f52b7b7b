import { dialects } from '@latchkey/dialects'
import { OAuthError, requiredParameter, sha256 } from '@latchkey/protocol'
import { decodeJwt, decodeProtectedHeader, type JSONWebKeySet, type JWTPayload } from 'jose'
import { acceptedAlgorithms } from '../../clients/accepted-algorithms.ts'
import { policyOf } from '../../clients/policies.ts'
import { verifyClientJwt } from '../../clients/verify-client-jwt.ts'
import type { ServerContext } from '../../context.ts'
import { OutboundRefused } from '../../outbound/outbound.ts'
import type { Client } from '../../store/records.ts'
import { clientSigningAlgorithms } from '../../store/registered-metadata.ts'
import type { ClientAuthenticationMethod, Credentials } from '../method.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The algorithms of an assertion; the metadata publishes them. */
export const assertionAlgorithms = [...clientSigningAlgorithms]

/** What an assertion may call itself; a JWT of another kind that the client signed is none. */
const types = ['jwt', 'client-authentication+jwt']

const longestLifeSeconds = 3600
/** FAPI 2.0 Security Profile §5.3.2.1: clocks may differ by 10 seconds, and not by a minute. */
const clockToleranceSeconds = 10

/** RFC 7523 §3: an assertion signed with the client's own key, used once. */
export const privateKeyJwt: ClientAuthenticationMethod = {
  name: 'private_key_jwt',
  usedBy: ({ parameters }) =>
    parameters.values.has('client_assertion') || parameters.values.has('client_assertion_type'),
  claimedIds: (credentials) => [subjectOf(assertionOf(credentials))],
  prove: async (server, client, credentials) => {
    const payload = await verify(server, client, assertionOf(credentials))
    checkAudience(server, client, credentials, payload)
    const jti = checkLife(server, payload)
    const name = `assertion ${client.clientId} ${sha256(jti)}`
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

async function verify(server: ServerContext, client: Client, assertion: string): Promise<JWTPayload> {
  const keys = await keysOf(server, client, headerOf(assertion))
  try {
    return await verifyClientJwt(assertion, keys, {
      algorithms: acceptedAlgorithms(client.tokenEndpointAuthSigningAlg, policyOf(client)),
      issuer: client.clientId,
      subject: client.clientId,
      requiredClaims: ['aud', 'exp', 'jti'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(server.now()),
    })
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : 'it cannot be verified', cause)
  }
}

/** Only `kid` is believed to say which key it is; `jwk`, `jku`, `x5c` and `x5u` would let the sender choose. */
function headerOf(assertion: string): string | undefined {
  const { kid, typ = 'JWT' } = headerMembers(assertion)
  const type = String(typ)
    .toLowerCase()
    .replace(/^application\//, '')
  if (!types.includes(type)) throw bad('its typ is that of another kind of JWT')
  return typeof kid === 'string' ? kid : undefined
}

function headerMembers(assertion: string): { readonly kid?: unknown; readonly typ?: unknown } {
  try {
    return decodeProtectedHeader(assertion)
  } catch (cause) {
    throw bad('it is not a JWT', cause)
  }
}

async function keysOf(
  server: ServerContext,
  client: Client,
  kid: string | undefined,
): Promise<JSONWebKeySet> {
  try {
    const keys = await server.clientKeys.of(client, kid)
    if (keys.keys.length === 0) throw bad('the client has registered no keys')
    return keys
  } catch (cause) {
    if (!(cause instanceof OutboundRefused)) throw cause
    throw notRead(client.jwksUri ?? '', cause)
  }
}

function checkAudience(
  { issuer, mtlsIssuer }: ServerContext,
  client: Client,
  { path }: Credentials,
  { aud }: JWTPayload,
): void {
  if (policyOf(client).assertionAudience === 'issuer') {
    // FAPI 2.0 Security Profile §5.3.2.1.
    if (aud !== issuer) throw bad('its aud must be the issuer, as one string')
    return
  }
  const origins = mtlsIssuer === undefined ? [issuer] : [issuer, mtlsIssuer]
  const paths = [path, ...dialects.standard.paths.token]
  const accepted = [issuer, ...origins.flatMap((origin) => paths.map((at) => origin + at))]
  if (!accepted.some((one) => aud === one || (Array.isArray(aud) && aud.includes(one))))
    throw bad('its aud is neither the issuer nor the token endpoint')
}

/** Answers the `jti`. */
function checkLife(server: ServerContext, { exp = 0, iat, jti }: JWTPayload): string {
  const now = server.now() / 1000
  const lives = Math.max(exp - now - clockToleranceSeconds, exp - (iat ?? exp))
  if (lives > longestLifeSeconds) throw bad('it lives over an hour')
  if (iat !== undefined && iat - now > clockToleranceSeconds) throw bad('it was issued in the future')
  if (typeof jti !== 'string' || jti === '' || jti.length > 512) throw bad('its jti is missing or too long')
  return jti
}

function bad(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', `The client assertion is refused: ${detail}.`, {
    reason: { kind: 'bad client assertion', detail },
    cause,
  })
}

function notRead(url: string, cause: OutboundRefused): OAuthError {
  return new OAuthError('invalid_client', `The client's keys could not be read: ${cause.message}.`, {
    reason: { kind: 'outbound request failed', url, detail: cause.message },
    cause,
  })
}
