import { dialects } from '@latchkey/dialects'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import { weakBelow } from '../clients/client-secret.ts'
import { policyWith } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'

/** A client as it would be. */
export interface JudgedClient {
  /** `undefined` when it brings none. */
  readonly newSecret: string | undefined
  /** Its document put over what is there; `secrets` as they would be. */
  readonly wanted: Client
  readonly knownScopes: ReadonlySet<string>
  readonly weakAllowed: boolean
}

export interface ClientProblem {
  /** `redirectUris`, `scopes[2]` */
  readonly member: string
  readonly reason: string
}

/** A rule answers the member it is about and a reason. */
type Rule = (client: JudgedClient) => readonly (readonly [member: string, reason: string])[]

const problem = (when: boolean, member: string, reason: string) => (when ? ([[member, reason]] as const) : [])

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
  ({ wanted }) =>
    problem(
      wanted.tokenEndpointAuthMethod === 'private_key_jwt' && wanted.jwks === undefined,
      'tokenEndpointAuthMethod',
      'private_key_jwt needs jwks',
    ),
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

function policyOf({ wanted }: JudgedClient) {
  return policyWith(wanted.policy, wanted.overrides)
}

function dialectOf({ wanted }: JudgedClient) {
  return dialects[wanted.dialect]
}

/** Why a client may not be as it was declared: each reason with the member that it is about. */
export function clientProblems(client: JudgedClient): readonly ClientProblem[] {
  return rules.flatMap((rule) => rule(client)).map(([member, reason]) => ({ member, reason }))
}
