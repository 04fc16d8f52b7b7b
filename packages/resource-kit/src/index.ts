export {
  createProofMemory,
  type HomeAccess,
  type HomeAction,
  homeActions,
  type ProofMemory,
} from '@latchkey/protocol'
export type { Access, VerifyToken } from './access.ts'
export type { SignInRules } from './check-sign-in.ts'
export type { ApiNonces, DpopRules } from './dpop-rules.ts'
export { eitherVerifier } from './either-verifier.ts'
export { answerRefusal, encodeRefusal, type RefusalAnswer } from './encode-refusal.ts'
export {
  type MetadataAnswer,
  metadataAnswer,
  protectedResourceMetadata,
  type ResourceMetadata,
  resourceMetadataUrl,
} from './encode-resource-metadata.ts'
export { expandScope, type ScopeHierarchy } from './expand-scope.ts'
export {
  type DeviceOfHome,
  mayControl,
  mayControlCamera,
  mayControlHome,
  mayRead,
  maySeeCamera,
  maySetAway,
  mayUnlock,
  readableDevices,
  seesHome,
} from './home-questions.ts'
export type { IncomingRequest } from './incoming-request.ts'
export { type IntrospectionSettings, introspectionVerifier } from './introspection-verifier.ts'
export type { KeyCacheSettings } from './key-cache.ts'
export {
  type Challenge,
  type Refusal,
  type RefusalBody,
  type RefusalCode,
  refusalStatus,
  type TokenFate,
} from './refusal.ts'
export {
  type CheckOutcome,
  type CheckRequest,
  type RefusedRequest,
  requestChecker,
} from './request-checker.ts'
export {
  type HolderRules,
  type HonoContext,
  type HonoMiddleware,
  requireToken,
  type TokenEnv,
  type TokenRequirement,
} from './require-token.ts'
export type { CheckedToken, QueryTokenRule, Requirement } from './requirement.ts'
export { type SignedSettings, signedVerifier } from './signed-verifier.ts'
export { VerificationUnavailable } from './verification-unavailable.ts'
