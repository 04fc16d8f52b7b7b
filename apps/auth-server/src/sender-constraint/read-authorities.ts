import { X509Certificate } from 'node:crypto'

/** The authorities of a PEM text; a server's own certificate, which may stand among them, vouches for nobody. */
export function readAuthorities(pem: string | undefined): readonly X509Certificate[] {
  const found = (pem ?? '').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return found.map((text) => new X509Certificate(text)).filter(({ ca }) => ca)
}
