export { type BasicCredentials, isBasicHeader, readBasicCredentials } from './basic-credentials.ts'
export { ByteReader, ByteWriter } from './byte-record.ts'
export { challenge } from './challenge.ts'
export type { Clock } from './clock.ts'
export { isCompactJwt } from './compact-jwt.ts'
export { type Confirmation, isSameConfirmation } from './confirmation.ts'
export { dpopAlgorithms } from './dpop-key.ts'
export { createProofMemory, type ProofMemory } from './dpop-memory.ts'
export {
  type DemandedNonces,
  type DpopProof,
  nonceNeeded,
  type ProvenRequest,
  verifyDpopProof,
} from './dpop-proof.ts'
export { equalInConstantTime, hmacSha256, sha256, sha256OfParts } from './hash.ts'
export { type HomeAccess, type HomeAction, homeActions, type RequestedHomeAccess } from './home-access.ts'
export { answeredAccess, commonAccess, covers, followedAccess, meantAccess } from './home-rights.ts'
export { jwkThumbprint } from './jwk-thumbprint.ts'
export { OAuthError, type OAuthErrorCode, type OAuthErrorOptions, statusOf } from './oauth-error.ts'
export {
  malformed,
  missing,
  type Parameters,
  readParameters,
  requiredParameter,
  withAliases,
} from './parameters.ts'
export { codeChallengeOf, codeVerifierMatches, isCodeChallenge, isCodeVerifier } from './pkce.ts'
export { pooledRandomBytes } from './pooled-random-bytes.ts'
export { checkPossession, type PossessionRules, type PresentedToken, usedBefore } from './possession.ts'
export { randomCharacters, randomIdentifier, randomToken } from './random-token.ts'
export type { Reason } from './reason.ts'
export { isOnDevice, redirectUriMatches, redirectUriProblem } from './redirect-uri.ts'
export { isScopeToken, parseScope, printScope, type Scope, scopeContains } from './scope.ts'
export { fromBase64url, isTokenVersion, type TokenVersion, tokenAlphabets } from './token-alphabet.ts'
export {
  deriveXaesKey,
  nonceBytes,
  openWithDerived,
  sealWithDerived,
  tagBytes,
  xaesOpen,
  xaesSeal,
} from './xaes-256-gcm.ts'
