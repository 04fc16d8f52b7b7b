import { isOnDevice } from '@latchkey/protocol'
import type { Client } from '../store/records.ts'
import type { RegistrationInput } from './decode-registration.ts'
import { strangersGrantTypes, strangersScopes } from './strangers.ts'

/**
 * What counts where nothing was said (RFC 7591 §2), and without what is not to be had: §3.2.1 lets the server put other values
 * in place of those that were asked for, and the answer says them. Who would be left with nothing is refused instead. What is
 * there already (`present`) may stay: an operator may have given it.
 */
export function fillRegistration(
  input: RegistrationInput,
  present: Pick<Client, 'grantTypes' | 'scopes'>,
): RegistrationInput {
  const { redirectUris } = input
  return {
    name: nameOf(redirectUris),
    tokenEndpointAuthMethod: 'client_secret_basic',
    subjectType: 'public',
    applicationType: applicationTypeOf(redirectUris),
    ...input,
    grantTypes: available(
      input.grantTypes,
      [...strangersGrantTypes, ...present.grantTypes],
      ['authorization_code'],
    ),
    responseTypes: available(input.responseTypes, ['code'], ['code']),
    scopes: available(input.scopes, [...strangersScopes, ...present.scopes], strangersScopes),
  }
}

/** What of this is to be had; all of it when nothing is, so that the rules name what is wrong. */
function available(asked: unknown, there: readonly string[], absent: readonly string[]): unknown {
  if (asked === undefined) return absent
  if (!Array.isArray(asked)) return asked
  const left = asked.filter((value) => there.includes(value))
  return left.length === 0 ? asked : left
}

/**
 * OpenID Connect Registration §2 says web; but programs that speak OAuth alone never name a type, and one that is answered on the
 * person's own device is no web site.
 */
function applicationTypeOf(redirectUris: unknown): 'web' | 'native' {
  return addresses(redirectUris).some((uri) => isOnDevice(uri)) ? 'native' : 'web'
}

/** RFC 7591 §2 would show the client id, which tells a person nothing; the place that they are sent to does. */
function nameOf(redirectUris: unknown): string {
  const hosts = addresses(redirectUris)
    .filter((uri) => uri.startsWith('https:'))
    .map((uri) => new URL(uri).host)
  return (hosts[0] ?? 'Unnamed app').slice(0, 100)
}

function addresses(redirectUris: unknown): readonly string[] {
  if (!Array.isArray(redirectUris)) return []
  return redirectUris.filter((uri): uri is string => typeof uri === 'string' && URL.canParse(uri))
}
