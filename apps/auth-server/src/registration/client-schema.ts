import { dialectNames } from '@latchkey/dialects'
import { redirectUriProblem } from '@latchkey/protocol'
import { z } from 'zod'
import { policyNames, refreshRules } from '../clients/policies.ts'
import { signingAlgorithms, tokenEndpointAuthMethods, unsafeSwitches } from '../store/records.ts'
import { jwksSchema } from './jwks-schema.ts'
import { readableName, secretText, wireName } from './schema-parts.ts'

const grantTypeNames = ['authorization_code', 'client_credentials', 'refresh_token'] as const

/** Policies that are designed and not there yet. */
const comingPolicies = ['fapi2']

/** A choice whose message says what there is, and what there will be. */
function choice<const T extends readonly string[]>(what: string, values: T, coming: readonly string[] = []) {
  return z.enum(values, {
    error: ({ input }) =>
      coming.includes(String(input))
        ? `the ${what} ${input} is not available in this version; there are ${values.join(', ')}`
        : `must be one of ${values.join(', ')}`,
  })
}

const wholeNumber = (least: number, most: number, message: string) =>
  z.int(message).min(least, message).max(most, message)

const seconds = (least: number, most: number) =>
  wholeNumber(least, most, `must be a whole number of seconds from ${least} to ${most}`).optional()

const tenYears = 315_360_000

const overridesSchema = z.strictObject({
  codeSeconds: seconds(1, 3_600),
  accessTokenSeconds: seconds(1, tenYears),
  refresh: z.enum(refreshRules).optional(),
  refreshIdleSeconds: seconds(1, tenYears),
  refreshMaxSeconds: seconds(1, tenYears),
  pkce: z.enum(['always', 'public', 'not asked']).optional(),
  consent: z.enum(['remembered', 'every time']).optional(),
})

const redirectUri = z.string().superRefine((uri, context) => {
  const problem = redirectUriProblem(uri)
  if (problem !== undefined) context.addIssue(problem)
})

const httpsAddress = z
  .string()
  .max(2_000)
  .refine((uri) => uri.startsWith('https://') && URL.canParse(uri), 'must be an https address')

/** Names of RFC 7591 and OpenID registration for which this version has no use; silence would look like a promise. */
const withoutUse = [
  'applicationType',
  'backchannelLogoutUri',
  'backchannelLogoutSessionRequired',
  'contacts',
  'defaultMaxAge',
  'dpopBoundAccessTokens',
  'frontchannelLogoutUri',
  'initiateLoginUri',
  'jwksUri',
  'logoUri',
  'policyUri',
  'postLogoutRedirectUris',
  'requestUris',
  'requireAuthTime',
  'requirePushedAuthorizationRequests',
  'responseTypes',
  'sectorIdentifierUri',
  'softwareId',
  'softwareVersion',
  'subjectType',
  'tlsClientAuthSubjectDn',
  'tlsClientCertificateBoundAccessTokens',
  'tosUri',
  'userinfoSignedResponseAlg',
] as const

const refused = z.undefined('Latchkey does not use this member yet: leave it out').optional()
const refusals = Object.fromEntries(withoutUse.map((name) => [name, refused])) as Record<
  (typeof withoutUse)[number],
  typeof refused
>

/** A client as it is declared; what it leaves out has the default of its dialect. */
export const clientSchema = z.strictObject({
  clientId: wireName,
  clientSecret: secretText.optional(),
  name: readableName,
  publisher: readableName.optional(),
  clientUri: httpsAddress.optional(),
  owner: z.string().optional(),
  dialect: choice('dialect', dialectNames).default('standard'),
  policy: choice('policy', policyNames, comingPolicies).optional(),
  redirectUris: z.array(redirectUri).max(100).default([]),
  grantTypes: z.array(choice('grant type', grantTypeNames)).min(1).optional(),
  scopes: z.array(z.string()).max(100).optional(),
  tokenEndpointAuthMethod: choice('method', tokenEndpointAuthMethods, [
    'tls_client_auth',
    'self_signed_tls_client_auth',
    'client_secret_jwt',
  ]).optional(),
  jwks: jwksSchema.optional(),
  allows: z.array(choice('switch', unsafeSwitches)).default([]),
  overrides: overridesSchema.default({}),
  idTokenSignedResponseAlg: z.enum(signingAlgorithms).optional(),
  ...refusals,
})

export type ClientDeclaration = z.output<typeof clientSchema>
