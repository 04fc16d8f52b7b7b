/** The token of an Authorization header with the Bearer scheme in any letter case (RFC 6750 §2.1), or `undefined`. */
export function decodeBearer(authorization: string | undefined): string | undefined {
  return /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(authorization ?? '')?.[1]
}
