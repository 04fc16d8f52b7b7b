import type { TokenFacts } from './dialect.ts'

/** What was issued, as a dialect is told of it; a person allowed it unless `more` says otherwise. */
export function tokenFacts(more: Partial<TokenFacts> = {}): TokenFacts {
  return {
    accessToken: 'access',
    expiresIn: 300,
    refreshToken: 'refresh',
    scope: 'b a',
    details: [],
    idToken: undefined,
    issuedAt: 1_487_281_223_451,
    tokenType: 'Bearer',
    isClientsOwn: false,
    clientId: '123abc',
    applicationName: 'An app',
    developerEmail: 'developer@example.com',
    ...more,
  }
}
