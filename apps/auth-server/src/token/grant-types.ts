import type { GrantTypeName } from '@latchkey/dialects'
import { OAuthError, type Parameters, requiredParameter } from '@latchkey/protocol'
import type { Client } from '../store/records.ts'
import type { GrantType } from './grant-type.ts'
import { authorizationCode } from './grant-types/authorization-code.ts'
import { clientCredentials } from './grant-types/client-credentials.ts'
import { refreshToken } from './grant-types/refresh-token.ts'

/** Every grant type by its name. */
export const grantTypes: Readonly<Record<GrantTypeName, GrantType>> = {
  authorization_code: authorizationCode,
  client_credentials: clientCredentials,
  refresh_token: refreshToken,
}

export const grantTypeNames = Object.keys(grantTypes) as readonly GrantTypeName[]

/** The grant type that a client asks for. Throws `unsupported_grant_type` or `unauthorized_client`. */
export function askedGrantType(
  parameters: Parameters,
  client: Client,
  byDefault: GrantTypeName | undefined,
): GrantType {
  const name = parameters.values.get('grant_type') ?? byDefault ?? requiredParameter(parameters, 'grant_type')
  if (!isGrantType(name)) {
    throw new OAuthError(
      'unsupported_grant_type',
      `The grant type must be one of ${grantTypeNames.join(', ')}.`,
    )
  }
  if (!client.grantTypes.includes(name)) {
    throw new OAuthError('unauthorized_client', `This client may not use the grant type ${name}.`, {
      reason: { kind: 'grant type not allowed', grantType: name, allowed: client.grantTypes },
    })
  }
  return grantTypes[name]
}

function isGrantType(name: string): name is GrantTypeName {
  return Object.hasOwn(grantTypes, name)
}
