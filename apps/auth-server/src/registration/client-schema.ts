import { dialectNames } from '@latchkey/dialects'
import { redirectUriProblem } from '@latchkey/protocol'
import { z } from 'zod'
import { jwksSchema } from '../clients/jwks-schema.ts'
import { policyNames, refreshRules } from '../clients/policies.ts'
import { signingAlgorithms, tokenEndpointAuthMethods, unsafeSwitches } from '../store/records.ts'
import { httpsAddress, metadataMembers } from './metadata-schema.ts'
import { readableName, secretText, wireName } from './schema-parts.ts'

const grantTypeNames = ['authorization_code', 'client_credentials', 'refresh_token'] as const

/** A choice whose message says what there is. */
function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: () => `must be one of ${values.join(', ')}` })
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

/** A client as it is declared; what it leaves out has the default of its dialect. */
export const clientSchema = z.strictObject({
  clientId: wireName,
  clientSecret: secretText.optional(),
  name: readableName,
  publisher: readableName.optional(),
  clientUri: httpsAddress.optional(),
  owner: z.string().optional(),
  dialect: choice(dialectNames).default('standard'),
  policy: choice(policyNames).optional(),
  redirectUris: z.array(redirectUri).max(100).default([]),
  grantTypes: z.array(choice(grantTypeNames)).min(1).optional(),
  scopes: z.array(z.string()).max(100).optional(),
  tokenEndpointAuthMethod: choice(tokenEndpointAuthMethods).optional(),
  jwks: jwksSchema.optional(),
  allows: z.array(choice(unsafeSwitches)).default([]),
  overrides: overridesSchema.default({}),
  idTokenSignedResponseAlg: z.enum(signingAlgorithms).optional(),
  ...metadataMembers,
})

export type ClientDeclaration = z.output<typeof clientSchema>
