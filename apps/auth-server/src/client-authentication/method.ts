import type { Parameters } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { Client, TokenEndpointAuthMethod } from '../store/records.ts'

/** What a method looks at. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly parameters: Parameters
  readonly path: string
  readonly address: string
}

/** A way to authenticate a client (RFC 6749 §2.3): two questions, and what it takes to believe the answer. */
export interface ClientAuthenticationMethod {
  readonly name: TokenEndpointAuthMethod
  /** Does this request use me? */
  usedBy(credentials: Credentials): boolean
  /** Who does it say it is? Several readings, where the wire leaves room for them. */
  claimedIds(credentials: Credentials): readonly string[]
  /** Is it? Throws `invalid_client`. */
  prove(server: ServerContext, client: Client, credentials: Credentials): Promise<void>
}
