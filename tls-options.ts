import { constants } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SecureContextOptions, TlsOptions } from 'node:tls'
import type { Settings } from './apps/auth-server/src/settings.ts'

/** What FAPI 2.0 Security Profile §5.2.2 and RFC 9325 §4.2 leave of TLS 1.2, behind the suites of TLS 1.3. */
const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
].join(':')

/** TLS 1.2 and 1.3. Throws a sentence that names the setting when a file cannot be read. */
export function tlsOptions({ certFile, keyFile }: NonNullable<Settings['tls']>): SecureContextOptions {
  return {
    cert: readTlsFile('LATCHKEY_TLS_CERT_FILE', certFile),
    key: readTlsFile('LATCHKEY_TLS_KEY_FILE', keyFile),
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ciphers,
  }
}

/**
 * Every client is asked for a certificate and none is turned away: the app decides, by the client's registration. No names of
 * authorities are sent, because many clients then keep a self-signed certificate to themselves; and no connection is resumed,
 * because a ticket does not hold the certificates between a client's and its authority.
 */
export const askForCertificate: TlsOptions = {
  requestCert: true,
  rejectUnauthorized: false,
  secureOptions: constants.SSL_OP_NO_TICKET,
}

function readTlsFile(setting: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${setting} cannot be read: ${detail}`, { cause })
  }
}
