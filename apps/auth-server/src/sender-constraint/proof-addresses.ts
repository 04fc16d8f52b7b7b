import type { ServerContext } from '../context.ts'

/** The addresses for which a proof may be made (RFC 9449 §4.3): they are the configured ones, whatever `Host` says. */
export function proofAddresses(
  { issuer, mtlsIssuer }: Pick<ServerContext, 'issuer' | 'mtlsIssuer'>,
  path: string,
): readonly string[] {
  return mtlsIssuer === undefined ? [issuer + path] : [issuer + path, mtlsIssuer + path]
}
