import { type DialectName, dialectNames, dialects, type GrantTypeName } from '@latchkey/dialects'
import { grantTypeNames } from '../../apps/auth-server/src/token/grant-types.ts'
import { definition, redirectUri, secretOf } from '../definition.ts'
import type { Form, SeededLatchkey } from '../seeded-latchkey.ts'
import { tokensOf } from '../seeded-latchkey.ts'

/** One way to ask for a token that the server has: a dialect's, of a grant type. */
export interface Way {
  readonly dialect: DialectName
  readonly grantType: GrantTypeName
}

/** Grant types that need nobody's consent, and so no authorize URL of the dialect. */
const withoutPerson: readonly GrantTypeName[] = ['client_credentials']

/** Every dialect with every grant type that a client of it can use. */
export const ways: readonly Way[] = dialectNames.flatMap((dialect) =>
  grantTypesOf(dialect).map((grantType) => ({ dialect, grantType })),
)

export function grantTypesOf(dialect: DialectName): readonly GrantTypeName[] {
  return grantTypeNames.filter(
    (name) => withoutPerson.includes(name) || dialects[dialect].grantTypes.includes(name),
  )
}

/** A client of this dialect that may use all of its grant types. */
export function matrixClient(clientId: string, dialect: DialectName, more: object = {}): object {
  const grantTypes = grantTypesOf(dialect)
  return {
    ...{ clientId, clientSecret: secretOf(clientId), name: `App ${clientId}`, dialect, grantTypes },
    ...(grantTypes.includes('authorization_code') && { redirectUris: [redirectUri] }),
    ...more,
  }
}

export function matrixDefinition(clients: readonly object[], accounts: readonly object[] = []): object {
  return { ...definition, accounts: [...definition.accounts, ...accounts], clients }
}

/** A request of each grant type that is good but for what a test puts into it. A new grant type does not compile without one. */
export const goodRequests: Readonly<
  Record<GrantTypeName, (server: SeededLatchkey, clientId: string, email?: string) => Promise<Form>>
> = {
  authorization_code: async (server, clientId, email) =>
    server.redemption(clientId, await server.newCode(clientId, email === undefined ? {} : { email })),
  refresh_token: async (server, clientId, email) => {
    const { refreshToken = '' } = await server.connect(clientId, email === undefined ? {} : { email })
    return { grant_type: 'refresh_token', refresh_token: refreshToken }
  },
  client_credentials: async () => ({ grant_type: 'client_credentials' }),
}

/** The access token of a request that must be good. */
export async function accessTokenOf(server: SeededLatchkey, clientId: string, form: Form): Promise<string> {
  return tokensOf(await server.token(clientId, form)).accessToken
}
