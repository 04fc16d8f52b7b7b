export type {
  AuthorizationFacts,
  Dialect,
  GrantTypeName,
  RequestShape,
  TokenFacts,
  WrittenError,
} from './dialect.ts'
export { type DialectName, dialectNames, dialects, guessDialect, pathsOf } from './dialects.ts'
