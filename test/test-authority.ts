import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newMasterKeyText } from '../apps/auth-server/src/keys/master-key.ts'

/** A certificate authority of a test's own, and a server certificate for localhost, 127.0.0.1 and the names that were asked for. */
export interface TestAuthority {
  readonly folder: string
  /** The authority's certificate, PEM. */
  readonly caFile: string
  /** What the server is started with: its certificate, and the master key that an https issuer needs. */
  readonly serverEnv: Readonly<Record<string, string>>
  /** What makes each language's programs trust the authority; verification stays on. */
  readonly clientEnv: Readonly<Record<string, string>>
  end(): void
}

export function makeTestAuthority(...names: readonly string[]): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-authority-'))
  makeCertificates(folder, names)
  writeFileSync(join(folder, 'master.key'), newMasterKeyText(), { mode: 0o600 })
  const caFile = join(folder, 'ca.pem')
  return {
    folder,
    caFile,
    serverEnv: {
      LATCHKEY_TLS_CERT_FILE: join(folder, 'server.pem'),
      LATCHKEY_TLS_KEY_FILE: join(folder, 'server.key'),
      LATCHKEY_MASTER_KEY_FILE: join(folder, 'master.key'),
    },
    clientEnv: {
      SSL_CERT_FILE: caFile,
      CURL_CA_BUNDLE: caFile,
      REQUESTS_CA_BUNDLE: caFile,
      NODE_EXTRA_CA_CERTS: caFile,
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function readCertificate({ caFile }: TestAuthority): string {
  return readFileSync(caFile, 'utf8')
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

// Strict verifiers (Python 3.13) ask for both key identifiers.
const serverExtensions = (names: readonly string[]) => [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  `subjectAltName=${['localhost', ...names].map((name) => `DNS:${name}`).join()},IP:127.0.0.1`,
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
]

function makeCertificates(folder: string, names: readonly string[]): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const ca = [
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=Latchkey test authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  ]
  const extensions = ['keyUsage=critical,keyCertSign,cRLSign']
  openssl('req', ...newKey, ...ca, ...extensions.flatMap((extension) => ['-addext', extension]))
  openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr')
  writeFileSync(join(folder, 'server.cnf'), `${serverExtensions(names).join('\n')}\n`)
  const signing = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'server.cnf',
  ]
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signing)
}
