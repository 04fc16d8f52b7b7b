import { dialects } from '@latchkey/dialects'
import { allowedMethods, strongMethods } from '../client-authentication/allowed-methods.ts'
import { weakerOverrides } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'

/** What people see of an app, and what it is. */
const identity = [
  'name',
  'publisher',
  'clientUri',
  'dialect',
  'policy',
  'logoUri',
  'policyUri',
  'tosUri',
  'subjectType',
  'sectorIdentifierUri',
] as const

/** Where people, and what is known of them, go. */
const addresses = [
  'redirectUris',
  'postLogoutRedirectUris',
  'requestUris',
  'jwksUri',
  'backchannelLogoutUri',
  'frontchannelLogoutUri',
  'initiateLoginUri',
] as const

const protections = [
  'requirePushedAuthorizationRequests',
  'requireSignedRequestObject',
  'dpopBoundAccessTokens',
  'tlsClientCertificateBoundAccessTokens',
] as const

/**
 * Whether an app is another one than the operator had verified: who it says that it is, where answers go, how it is
 * protected. What people have connected goes on; newly, only its developers and those whom they invited can.
 */
export function needsVerificationAgain(before: Client, after: Client): boolean {
  return (
    identity.some((name) => before[name] !== after[name]) ||
    hostsOf(after).some((host) => !hostsOf(before).includes(host)) ||
    after.scopes.some((scope) => !before.scopes.includes(scope)) ||
    after.grantTypes.some((grantType) => !before.grantTypes.includes(grantType)) ||
    isWeaker(before, after)
  )
}

/** A path beside one that was checked is no other place; another host or scheme, or one for another purpose, is. */
function hostsOf(client: Client): readonly string[] {
  return addresses.flatMap((name) => [client[name] ?? []].flat().map((uri) => `${name} ${hostOf(uri)}`))
}

function hostOf(uri: string): string {
  const { protocol, host } = new URL(uri)
  return `${protocol}//${host}`
}

function isWeaker(before: Client, after: Client): boolean {
  const allowed = after.allows.some((name) => !before.allows.includes(name))
  const overridden = weakerOverrides(after.policy, after.overrides)
  const known = JSON.stringify(before.overrides) === JSON.stringify(after.overrides)
  const provesLess = proofOf(after) < proofOf(before)
  const isProtectedLess = protections.some((name) => before[name] === true && after[name] !== true)
  return (
    allowed ||
    provesLess ||
    isProtectedLess ||
    givesAddressesUp(before, after) ||
    (!known && overridden.length > 0)
  )
}

/** Without a redirect URI people type codes from a page, and whoever talks them into it has the connection. */
function givesAddressesUp(before: Client, after: Client): boolean {
  const asksPeople = after.grantTypes.includes('authorization_code')
  return asksPeople && before.redirectUris.length > 0 && after.redirectUris.length === 0
}

/** How well an app shows that it is itself: not at all, by a secret that it sends, by a key that stays with it. */
function proofOf(client: Client): number {
  const methods = allowedMethods(client, dialects[client.dialect])
  if (methods.includes('none')) return 0
  return methods.every((method) => strongMethods.includes(method)) ? 2 : 1
}
