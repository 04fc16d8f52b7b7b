import type { Dialect, GrantTypeName } from '@latchkey/dialects'
import type { Confirmation } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../context.ts'
import type { Permission } from './permission.ts'

/** A grant type (RFC 6749 §1.3): checks everything that is pure and names what it spends. It never spends. */
export interface GrantType {
  readonly name: GrantTypeName
  permit(server: ServerContext, client: AuthenticatedClient, asked: Asked): Promise<Permission>
}

/** How the client speaks, and the key that this request proved to have. */
export interface Asked {
  readonly dialect: Dialect
  readonly confirmation: Confirmation | undefined
}
