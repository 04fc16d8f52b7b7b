import { pathProblem } from '../../sender-constraint/certificate-path.ts'
import { hasRegisteredName } from '../../sender-constraint/registered-name.ts'
import type { ClientAuthenticationMethod } from '../method.ts'
import { badCertificate, readingCertificate, sentCertificate } from '../sent-certificate.ts'
import { none } from './none.ts'

/** RFC 8705 §2.1: a certificate that an authority of ours has issued, for the one name that the client registered. */
export const tlsClientAuth: ClientAuthenticationMethod = {
  ...none,
  name: 'tls_client_auth',
  isPossible: ({ mtlsIssuer, clientAuthorities = [] }) =>
    mtlsIssuer !== undefined && clientAuthorities.length > 0,
  prove: async ({ clientAuthorities, now }, client, credentials) => {
    const sent = sentCertificate(credentials)
    const problem = readingCertificate(() => pathProblem(sent, clientAuthorities, now()))
    if (problem !== undefined) throw badCertificate(problem)
    if (!readingCertificate(() => hasRegisteredName(sent.certificate, client)))
      throw badCertificate('it does not have the name that the client registered')
  },
}
