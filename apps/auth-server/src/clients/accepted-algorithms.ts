import { type ClientSigningAlgorithm, clientSigningAlgorithms } from '../store/registered-metadata.ts'
import type { Policy } from './policies.ts'

/** FAPI 2.0 Security Profile §5.4.1. */
const strong: readonly ClientSigningAlgorithm[] = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

/** By which a client may sign: what it declared, else everything that its policy allows. */
export function acceptedAlgorithms(
  declared: ClientSigningAlgorithm | undefined,
  { signatures }: Pick<Policy, 'signatures'>,
): string[] {
  const allowed = signatures === 'strong' ? strong : clientSigningAlgorithms
  return allowed.filter((name) => declared === undefined || newName(name) === newName(declared))
}

/** Ed25519 is the newer name of EdDSA (RFC 9864). */
export function newName(algorithm: string | undefined): string | undefined {
  return algorithm === 'EdDSA' ? 'Ed25519' : algorithm
}
