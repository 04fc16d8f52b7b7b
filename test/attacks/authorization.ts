import { codeChallengeOf } from '@latchkey/protocol'
import { redirectUri } from '../definition.ts'
import { verifier } from '../seeded-latchkey.ts'

/** A complete authorization request of a `standard` client; `undefined` takes a parameter away. */
export function authorizeUrl(
  changes: Readonly<Record<string, string | undefined>> = {},
  path = '/oauth2/authorize',
): string {
  const all: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: 'standard',
    redirect_uri: redirectUri,
    state: 'state-of-the-test',
    code_challenge: codeChallengeOf(verifier),
    code_challenge_method: 'S256',
    ...changes,
  }
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return `${path}?${new URLSearchParams(kept)}`
}
