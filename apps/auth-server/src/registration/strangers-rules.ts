import { isOnDevice } from '@latchkey/protocol'
import { unusedMillis } from '../clients/strangers-apps.ts'
import { sectorOf } from '../openid/subject-for.ts'
import type { Client } from '../store/records.ts'
import type { ClientProblem } from './client-rules.ts'
import { strangersGrantTypes, strangersPolicies, strangersScopes } from './strangers.ts'

/** What a client that registers itself may not have, though a declaration might: each reason with its member. */
export function strangersProblems(wanted: Client, present: Client): readonly ClientProblem[] {
  return [
    ...beyond('grantTypes', wanted.grantTypes, [...strangersGrantTypes, ...present.grantTypes]),
    ...beyond('scopes', wanted.scopes, [...strangersScopes, ...present.scopes]),
    ...beyond('policy', [wanted.policy], [...strangersPolicies, present.policy]),
    ...wanted.redirectUris.flatMap((uri, index) => addressProblems(wanted, uri, index)),
    ...frontchannelProblems(wanted),
    ...sectorProblems(wanted, present),
  ]
}

/** What an operator gave it since is its to keep. */
function beyond(
  member: 'grantTypes' | 'scopes' | 'policy',
  asked: readonly string[],
  allowed: readonly string[],
): readonly ClientProblem[] {
  return asked
    .filter((value) => !allowed.includes(value))
    .map((value) => ({ member, reason: `${value} is not for clients that register themselves` }))
}

/** OpenID Connect Registration §2, application_type; native apps may have claimed https addresses too (RFC 8252 §7.2). */
function addressProblems({ applicationType }: Client, uri: string, index: number): readonly ClientProblem[] {
  const isWeb = uri.startsWith('https:') && !isLocal(uri)
  const isNative = isOnDevice(uri) || uri.startsWith('https:')
  if (applicationType === 'native' ? isNative : isWeb) return []
  const reason =
    applicationType === 'native'
      ? 'a native app has a loopback address, a private scheme or an https address'
      : 'a web app has an https address that is not on localhost; say application_type native for a program on a device'
  return [{ member: `redirectUris[${index}]`, reason }]
}

function isLocal(uri: string): boolean {
  return /^(?:.+\.)?localhost$/.test(new URL(uri).hostname)
}

/**
 * OpenID Connect Core §8.1: of a sector is who receives answers there. The connections of a client that moved to another one would
 * tell it the subjects of a sector in which it never received anything.
 */
function sectorProblems(wanted: Client, present: Client): readonly ClientProblem[] {
  if (wanted.subjectType !== 'pairwise' || !wasAllowed(present)) return []
  if (present.subjectType !== 'pairwise')
    return [{ member: 'subjectType', reason: 'people have allowed this client: their subjects stay public' }]
  const reason = 'people have allowed this client, and by another host its pairwise subjects would be others'
  return sectorOf(wanted) === sectorOf(present) ? [] : [{ member: 'redirectUris', reason }]
}

/** The first code moves the end of a client ahead (`keepRegistered`). */
function wasAllowed({ registration, createdAt, members }: Client): boolean {
  if (registration === undefined) return false
  return members.length > 0 || registration.expiresAt - createdAt > unusedMillis + minute
}

const minute = 60_000

/** OpenID Connect Front-Channel Logout §2: the page that is loaded at a sign-out is of the same origin as the app. */
function frontchannelProblems({ frontchannelLogoutUri, redirectUris }: Client): readonly ClientProblem[] {
  if (frontchannelLogoutUri === undefined) return []
  const { origin } = new URL(frontchannelLogoutUri)
  const isOwn = redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin)
  const reason = 'must be of the same scheme, host and port as a redirect URI'
  return isOwn ? [] : [{ member: 'frontchannelLogoutUri', reason }]
}
