import { type Confirmation, type HomeAccess, type HomeAction, homeActions } from '@latchkey/protocol'
import type { Access } from './access.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is JsonObject =>
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
 * An introspection answer (RFC 7662 §2.2, RFC 9396 §9.2) → what the token allows here, `undefined` when it is not good at
 * `nowSeconds`, was issued for another API, or is bound in a way that is not known here (`cnf`, RFC 7800). Throws `VerificationUnavailable` when the answer is no introspection answer.
 */
export function decodeIntrospection(json: unknown, audience: string, nowSeconds: number): Access | undefined {
  if (!isObject(json) || typeof json.active !== 'boolean')
    throw new VerificationUnavailable('The authorization server sent no introspection answer.')
  if (!json.active || !isMeantFor(audience, json.aud)) return undefined
  const confirmation = decodeConfirmation(json.cnf)
  if ('cnf' in json && confirmation === undefined) return undefined
  const { sub, client_id: clientId, exp } = json
  if (!isText(sub) || !isText(clientId) || typeof exp !== 'number')
    throw new VerificationUnavailable('The introspection answer lacks sub, client_id or exp.')
  if (!(exp > nowSeconds)) return undefined
  const homes = decodeHomes(json.authorization_details)
  return {
    subject: sub,
    clientId,
    scope: decodeScope(json.scope),
    homes,
    expiresAt: exp,
    ...(confirmation !== undefined && { confirmation }),
    ...decodeSignIn(json),
  }
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
