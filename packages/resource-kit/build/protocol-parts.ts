// What the kit needs of the words of OAuth. In the published package this stands for `@latchkey/protocol`, so that nothing
// comes along that an API has no use for; a name that is missing here does not compile.
export { isCompactJwt } from '../../protocol/src/compact-jwt.ts'
export type { Confirmation } from '../../protocol/src/confirmation.ts'
export { dpopAlgorithms } from '../../protocol/src/dpop-key.ts'
export { createProofMemory, type ProofMemory } from '../../protocol/src/dpop-memory.ts'
export { type HomeAccess, type HomeAction, homeActions } from '../../protocol/src/home-access.ts'
export { OAuthError } from '../../protocol/src/oauth-error.ts'
export { checkPossession, type PresentedToken } from '../../protocol/src/possession.ts'
