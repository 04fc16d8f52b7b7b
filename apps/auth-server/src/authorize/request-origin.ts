import { OAuthError } from '@latchkey/protocol'
import { mustPush } from '../clients/must-push.ts'
import type { Policy } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'

/** How a request came. Anybody can write a plain URL; the others are the client's own. */
export type RequestOrigin =
  | { readonly kind: 'plain' }
  /** In a request object, in the URL or behind an address of the client (RFC 9101). */
  | { readonly kind: 'signed' }
  /** By the back channel (RFC 9126). `hash` is that of its `request_uri`. */
  | { readonly kind: 'pushed'; readonly hash: string; readonly isSigned: boolean }

type Asked = Pick<Client, 'requirePushedAuthorizationRequests' | 'requireSignedRequestObject'>

/** RFC 9126 §6, RFC 9101 §10.5 and the client's policy: what it must push or sign counts in no other way. */
export function checkOrigin(origin: RequestOrigin, client: Asked, policy: Policy): void {
  if (mustPush(client, policy) && origin.kind !== 'pushed') {
    throw demanded(policy, 'This app has to push its authorization requests (RFC 9126).')
  }
  const isSigned = origin.kind === 'signed' || (origin.kind === 'pushed' && origin.isSigned)
  if (client.requireSignedRequestObject === true && !isSigned) {
    throw demanded(policy, 'This app has to sign its authorization requests (RFC 9101).')
  }
}

function demanded({ name }: Policy, sentence: string): OAuthError {
  return new OAuthError('invalid_request', sentence, {
    reason: { kind: 'policy demands more', policy: name, detail: sentence },
  })
}
