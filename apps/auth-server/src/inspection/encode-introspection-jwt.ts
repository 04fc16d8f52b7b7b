import { policyOf } from '../clients/policies.ts'
import { responseAlgorithm } from '../clients/response-algorithm.ts'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { SigningAlgorithm } from '../store/records.ts'
import type { Inspector } from './inspector.ts'

/**
 * RFC 9701 §5: the answer of introspection as a JWT, signed by the algorithm of who asked. Its own `typ`, and the answer in
 * a member of its own without `sub` and `exp` beside it, keep it from being taken for an access token or an ID token (§8.1).
 */
export function encodeIntrospectionJwt(
  { keys, issuer, now }: Pick<ServerContext, 'keys' | 'issuer' | 'now'>,
  inspector: Inspector,
  answer: Readonly<Record<string, unknown>>,
): string {
  return signJwt(keys, algorithmOf(inspector), 'token-introspection+jwt', {
    iss: issuer,
    aud: audienceOf(inspector),
    iat: Math.floor(now() / 1000),
    token_introspection: answer,
  })
}

function algorithmOf(inspector: Inspector): SigningAlgorithm {
  if (inspector.kind === 'api') return inspector.api.signingAlg
  const { client } = inspector
  return responseAlgorithm(client.introspectionSignedResponseAlg, policyOf(client))
}

/** Who asked, by each of its names: an API is the audience of its tokens, and asks by its id. */
function audienceOf(inspector: Inspector): string | readonly string[] {
  if (inspector.kind === 'client') return inspector.client.clientId
  const { identifier, id } = inspector.api
  return identifier === id ? id : [identifier, id]
}
