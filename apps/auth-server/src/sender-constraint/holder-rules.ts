import type { Access, HolderRules } from '@latchkey/resource-kit'
import type { Context } from 'hono'
import { policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { thumbprintOf } from './certificate-confirmation.ts'
import { clientCertificateOf } from './client-certificate.ts'
import { currentNonce, isGoodNonce } from './dpop-nonces.ts'

/** How an API in this process tells the holders of bound tokens: by the server's own nonces, memory and certificates. */
export function holderRules(server: ServerContext): HolderRules {
  const { issuer, mtlsIssuer, now, proofMemory: memory } = server
  const nonces = {
    current: () => currentNonce(server),
    isGood: (nonce: string) => isGoodNonce(server, nonce),
    areDemandedOf: (access: Access) => demandsNonce(server, access.clientId),
  }
  return {
    dpop: { origins: mtlsIssuer === undefined ? [issuer] : [issuer, mtlsIssuer], now, memory, nonces },
    certificateThumbprint: (c: Context) => thumbprintOfConnection(server, c),
  }
}

/** Whether the policy of a token's client wants nonces in its proofs. */
export async function demandsNonce({ records }: ServerContext, clientId: string): Promise<boolean> {
  const client = await records.client(clientId)
  return client !== undefined && policyOf(client).dpopNonce
}

/** The `x5t#S256` of the certificate that came with this request (RFC 8705 §3.1). */
export function thumbprintOfConnection(server: ServerContext, c: Context): string | undefined {
  const sent = clientCertificateOf(server, c)
  return sent && thumbprintOf(sent.certificate)
}
