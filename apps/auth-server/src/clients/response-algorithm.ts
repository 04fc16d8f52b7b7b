import type { SigningAlgorithm } from '../store/records.ts'
import type { Policy } from './policies.ts'

/** The algorithm of what is signed for a client: what it declared, RS256 where it says nothing (OpenID Connect Registration §2). */
export function responseAlgorithm(
  declared: SigningAlgorithm | undefined,
  { signatures }: Pick<Policy, 'signatures'>,
): SigningAlgorithm {
  // FAPI 2.0 Security Profile §5.4.1 forbids RS256.
  return declared ?? (signatures === 'strong' ? 'ES256' : 'RS256')
}
