import { hmacSha256, isOnDevice } from '@latchkey/protocol'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Client } from '../store/records.ts'

type Pairwise = Pick<Client, 'clientId' | 'redirectUris' | 'sectorIdentifierUri' | 'subjectType'>

/**
 * The `sub` by which a client knows an account (OpenID Connect Core §8). A pairwise one is a keyed hash under the pepper,
 * the one key that is never rotated: the same account has the same subject for as long as the server has its database.
 */
export function subjectFor(keys: KeyRing, client: Pairwise, accountId: string): string {
  if (client.subjectType !== 'pairwise') return accountId
  return hmacSha256(keys.current('pepper').derive('pairwise subject'), `${sectorOf(client)}\n${accountId}`)
}

/**
 * OpenID Connect Core §8.1: the host of the sector document, or of the redirect URIs. Apps on people's devices share hosts
 * (127.0.0.1) with strangers, so each is a sector of its own; no host looks like one, because of its space.
 */
export function sectorOf({ clientId, redirectUris, sectorIdentifierUri }: Pairwise): string {
  if (sectorIdentifierUri !== undefined) return new URL(sectorIdentifierUri).hostname
  const hosts = new Set(redirectUris.map((uri) => (isOnDevice(uri) ? '' : new URL(uri).hostname)))
  const [host = ''] = hosts
  return hosts.size === 1 && host !== '' ? host : `client ${clientId}`
}
