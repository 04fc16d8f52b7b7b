import type { Dialect, RequestShape } from '@latchkey/dialects'
import type { Parameters } from '@latchkey/protocol'
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts'
import type { Client } from '../store/records.ts'

/** A request to an endpoint where clients authenticate, decoded before the client is known. */
export interface ClientRequest {
  readonly shape: RequestShape
  readonly authorization: string | undefined
  /** Of the body; of a GET, which reads no body, its scope. */
  readonly parameters: Parameters
  /** Of the URL, which are refused but where a client is allowed to send them there. */
  readonly query: Parameters
  readonly address: string
  /** The `DPoP` headers (RFC 9449 §4), of which there may be one. */
  readonly dpopProof: string | undefined
  /** The certificate that the client proved to own (RFC 8705 §2), if it sent one; looked for when it is first asked for. */
  readonly certificate: () => ClientCertificate | undefined
  /** How to answer: a guess from the shape until the client is known, then the client's own. */
  dialect: Dialect
  /** Who says that it sends this, as soon as there is such a client; believed only when it has authenticated. */
  client: Client | undefined
}
