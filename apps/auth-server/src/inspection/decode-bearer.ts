import { decodeAuthorization } from './decode-authorization.ts'

/** The token of an Authorization header with the Bearer scheme in any letter case (RFC 6750 §2.1), or `undefined`. */
export function decodeBearer(authorization: string | undefined): string | undefined {
  const found = decodeAuthorization(authorization)
  return found?.scheme === 'bearer' ? found.token : undefined
}
