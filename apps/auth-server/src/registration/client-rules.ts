import { isPublic } from '../client-authentication/allowed-methods.ts'
import { weakBelow } from '../clients/client-secret.ts'
import { dialectOf, type JudgedClient, policyOf, problem, type Rule } from './judged-client.ts'
import { proofRules } from './proof-rules.ts'

export interface ClientProblem {
  /** `redirectUris`, `scopes[2]` */
  readonly member: string
  readonly reason: string
}

const hasCodes = ({ wanted }: JudgedClient) => wanted.grantTypes.includes('authorization_code')

const lacksRedirectUris = ({ wanted }: JudgedClient) => wanted.redirectUris.length === 0

// What one member cannot say of itself: each rule needs two or more.
const rules: readonly Rule[] = [
  ({ wanted, knownScopes }) =>
    wanted.scopes.flatMap((scope, index) =>
      problem(
        !knownScopes.has(scope),
        `scopes[${index}]`,
        `the scope ${scope} is neither built in nor declared`,
      ),
    ),
  ({ newSecret, weakAllowed }) =>
    problem(
      !weakAllowed && (newSecret?.length ?? weakBelow) < weakBelow,
      'clientSecret',
      `it has fewer than ${weakBelow} characters and can be guessed; --weak accepts it all the same`,
    ),
  ({ newSecret, wanted }) =>
    problem(
      wanted.tokenEndpointAuthMethod === 'none' && newSecret !== undefined,
      'tokenEndpointAuthMethod',
      'none is for clients without a secret',
    ),
  ({ wanted }) =>
    problem(
      (wanted.tokenEndpointAuthMethod ?? '').startsWith('client_secret') && wanted.secrets.length === 0,
      'tokenEndpointAuthMethod',
      `${wanted.tokenEndpointAuthMethod} needs a clientSecret`,
    ),
  ...proofRules,
  ({ wanted }) =>
    problem(
      isPublic(wanted) && wanted.grantTypes.includes('client_credentials'),
      'grantTypes',
      'client_credentials needs a clientSecret or jwks',
    ),
  (client) =>
    problem(
      isPublic(client.wanted) && hasCodes(client) && policyOf(client).pkce === 'not asked',
      'policy',
      `a client without secret or key needs a policy that asks for PKCE, which ${client.wanted.policy} does not`,
    ),
  (client) =>
    problem(
      hasCodes(client) && dialectOf(client).paths.authorize.length === 0,
      'grantTypes',
      `the dialect ${client.wanted.dialect} has no authorization_code`,
    ),
  ({ wanted }) =>
    problem(
      wanted.grantTypes.includes('refresh_token') && !wanted.grantTypes.includes('authorization_code'),
      'grantTypes',
      'refresh_token goes with authorization_code only',
    ),
  (client) =>
    problem(
      hasCodes(client) && lacksRedirectUris(client) && !dialectOf(client).authorize.showsCode,
      'redirectUris',
      'authorization_code needs at least one redirect URI; only the dialect nest can show codes on a page instead',
    ),
  (client) =>
    problem(
      hasCodes(client) &&
        lacksRedirectUris(client) &&
        dialectOf(client).authorize.showsCode &&
        (client.wanted.secrets.length === 0 || isPublic(client.wanted)),
      'clientSecret',
      'a client whose codes are shown on a page needs a secret',
    ),
]

/** Why a client may not be as it was declared: each reason with the member that it is about. */
export function clientProblems(client: JudgedClient): readonly ClientProblem[] {
  return rules.flatMap((rule) => rule(client)).map(([member, reason]) => ({ member, reason }))
}
