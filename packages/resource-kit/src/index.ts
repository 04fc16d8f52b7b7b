export {
  createProofMemory,
  type HomeAccess,
  type HomeAction,
  homeActions,
  type ProofMemory,
} from '@latchkey/protocol'
export type { Access, VerifyToken } from './access.ts'
export type { HolderRules } from './check-holder.ts'
export type { SignInRules } from './check-sign-in.ts'
export type { ApiNonces, DpopRules } from './dpop-rules.ts'
export { encodeRefusal } from './encode-refusal.ts'
export { expandScope, type ScopeHierarchy } from './expand-scope.ts'
export { type IntrospectionSettings, introspectionVerifier } from './introspection-verifier.ts'
export {
  type Challenge,
  type Refusal,
  type RefusalBody,
  type RefusalCode,
  refusalStatus,
  type TokenFate,
} from './refusal.ts'
export { type QueryTokenRule, requireToken, type TokenEnv, type TokenRequirement } from './require-token.ts'
export { VerificationUnavailable } from './verification-unavailable.ts'
