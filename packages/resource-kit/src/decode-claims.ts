import { type Confirmation, type HomeAccess, type HomeAction, homeActions } from '@latchkey/protocol'
import type { Access } from './access.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isThumbprint = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
const isAction = (value: unknown): value is HomeAction => homeActions.some((action) => action === value)

/** One RFC 9396 detail; a type or a shape that is not known here grants nothing. */
function decodeDetail(detail: unknown): readonly HomeAccess[] {
  if (!isObject(detail) || detail.type !== 'home_access') return []
  const { structure, devices, actions } = detail
  if (!isText(structure) || !Array.isArray(actions)) return []
  if (devices !== 'all' && !isTextList(devices)) return []
  return [{ type: 'home_access', structure, devices, actions: actions.filter(isAction) }]
}

function decodeHomes(details: unknown): readonly HomeAccess[] {
  return Array.isArray(details) ? details.flatMap(decodeDetail) : []
}

function isMeantFor(audience: string, claim: unknown): boolean {
  return Array.isArray(claim) ? claim.includes(audience) : claim === audience
}

function decodeScope(scope: unknown): readonly string[] {
  return isText(scope) ? scope.split(' ').filter(isText) : []
}

/**
 * The claims that introspection (RFC 7662 §2.2, RFC 9396 §9.2) and signed tokens (RFC 9068 §2.2) have in common → what the
 * token allows here. `undefined` when it is not good at `nowSeconds`, was issued for another API, or is bound in a way that
 * is not known here (`cnf`, RFC 7800); `incomplete` when it lacks what every token has.
 */
export function decodeClaims(
  claims: JsonObject,
  audience: string,
  nowSeconds: number,
): Access | 'incomplete' | undefined {
  if (!isMeantFor(audience, claims.aud)) return undefined
  const confirmation = decodeConfirmation(claims.cnf)
  if ('cnf' in claims && confirmation === undefined) return undefined
  const { sub, client_id: clientId, exp } = claims
  if (!isText(sub) || !isText(clientId) || typeof exp !== 'number') return 'incomplete'
  if (!(exp > nowSeconds)) return undefined
  return {
    subject: sub,
    clientId,
    scope: decodeScope(claims.scope),
    homes: decodeHomes(claims.authorization_details),
    expiresAt: exp,
    ...(confirmation !== undefined && { confirmation }),
    ...decodeSignIn(claims),
  }
}

/**
 * The claims of a signed token whose signature, issuer and type are right (RFC 9068 §2.2) → what it allows here; `undefined`
 * when it lacks what every such token has, or comes from the future.
 */
export function decodeSignedClaims(
  claims: JsonObject,
  audience: string,
  nowSeconds: number,
  aheadSeconds: number,
): Access | undefined {
  const { iat, jti } = claims
  const isDated = typeof iat === 'number' && iat <= nowSeconds + aheadSeconds
  if (!isDated || !isText(jti)) return undefined
  const access = decodeClaims(claims, audience, nowSeconds)
  return access === 'incomplete' ? undefined : access
}

/** RFC 9470 §6.2. */
function decodeSignIn({ auth_time: authTime, acr }: JsonObject): Pick<Access, 'authTime' | 'acr'> {
  return { ...(typeof authTime === 'number' && { authTime }), ...(isText(acr) && { acr }) }
}

/** RFC 9449 §6.2, RFC 8705 §3.2: exactly one of the two. */
function decodeConfirmation(cnf: unknown): Confirmation | undefined {
  if (!isObject(cnf) || Object.keys(cnf).length !== 1) return undefined
  const { jkt, 'x5t#S256': certificate } = cnf
  if (isThumbprint(jkt)) return { jkt }
  return isThumbprint(certificate) ? { 'x5t#S256': certificate } : undefined
}
