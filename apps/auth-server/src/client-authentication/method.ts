import type { Parameters } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts'
import type { Client, TokenEndpointAuthMethod } from '../store/records.ts'

/** What a method looks at. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly parameters: Parameters
  readonly path: string
  readonly address: string
  readonly certificate: () => ClientCertificate | undefined
}

/** What a server has that certificates of clients need. */
export type CertificateFacts = Partial<Pick<ServerContext, 'mtlsIssuer' | 'clientAuthorities'>>

/** A way to authenticate a client (RFC 6749 §2.3): two questions, and what it takes to believe the answer. */
export interface ClientAuthenticationMethod {
  readonly name: TokenEndpointAuthMethod
  /** Whether any client of this server can use it at all; the metadata publishes no other. Absent: always. */
  readonly isPossible?: (server: CertificateFacts) => boolean
  /** Does this request use me? */
  usedBy(credentials: Credentials): boolean
  /** Who does it say it is? Several readings, where the wire leaves room for them. */
  claimedIds(credentials: Credentials): readonly string[]
  /** Is it? Throws `invalid_client`. */
  prove(server: ServerContext, client: Client, credentials: Credentials): Promise<void>
}
