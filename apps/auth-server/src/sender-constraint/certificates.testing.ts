import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate and its private key, as files and read. */
export interface Issued {
  readonly certFile: string
  readonly keyFile: string
  readonly cert: string
  readonly key: string
  readonly certificate: X509Certificate
}

export interface Wanted {
  /** As `openssl req -subj` reads it: `/C=SE/O=Acme/CN=hub`. */
  readonly subject?: string
  /** Lines of an extension file; those of a client's certificate unless given. */
  readonly extensions?: readonly string[]
  /** Over since 2021. */
  readonly isExpired?: boolean
  readonly newKey?: readonly string[]
  readonly digest?: string
}

/** Makes certificates with OpenSSL in a folder of its own. */
export interface CertificateMaker {
  readonly folder: string
  selfSigned(wanted?: Wanted): Issued
  issue(authority: Issued, wanted?: Wanted): Issued
  end(): void
}

export const ecKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
export const authorityExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign']
const clientExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
]

export function makeCertificates(): CertificateMaker {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-certificates-'))
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', timeout: 30_000 })
  let count = 0

  const make = (authority: Issued | undefined, wanted: Wanted): Issued => {
    const name = `${++count}`
    const { subject = `/CN=client ${name}`, newKey = ecKey, digest = 'sha256' } = wanted
    const { extensions = clientExtensions } = wanted
    writeFileSync(join(folder, `${name}.ext`), `[all]\n${extensions.join('\n')}\n`)
    const key = ['-newkey', ...newKey, '-nodes', '-keyout', `${name}.key`]
    openssl('req', '-new', ...key, '-utf8', '-subj', subject, '-out', `${name}.csr`)
    const signing = authority ?? { certFile: undefined, keyFile: join(folder, `${name}.key`) }
    const out = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', `${name}.ext`, '-extensions', 'all']
    if (wanted.isExpired) openssl(...expiredSigning(folder, signing), ...out)
    else openssl('x509', '-req', '-days', '2', `-${digest}`, ...signerOf(signing), ...out)
    return issuedAs(join(folder, name))
  }

  return {
    folder,
    selfSigned: (wanted = {}) => make(undefined, wanted),
    issue: (authority, wanted = {}) => make(authority, wanted),
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Signer = { readonly certFile: string | undefined; readonly keyFile: string }

function signerOf({ certFile, keyFile }: Signer): readonly string[] {
  return certFile === undefined
    ? ['-signkey', keyFile]
    : ['-CA', certFile, '-CAkey', keyFile, '-CAcreateserial']
}

/** Only `openssl ca` of every version sets both dates. */
function expiredSigning(folder: string, { certFile, keyFile }: Signer): readonly string[] {
  const config = `[ca]\ndefault_ca=a\n[a]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\n`
  writeFileSync(join(folder, 'ca.cnf'), config)
  writeFileSync(join(folder, 'index'), '')
  writeFileSync(join(folder, 'serial'), '01\n')
  const dates = ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z']
  const signer = certFile === undefined ? ['-selfsign'] : ['-cert', certFile]
  return [
    'ca',
    '-batch',
    '-notext',
    '-config',
    'ca.cnf',
    '-preserveDN',
    ...dates,
    ...signer,
    '-keyfile',
    keyFile,
  ]
}

function issuedAs(path: string): Issued {
  const [certFile, keyFile] = [`${path}.pem`, `${path}.key`]
  const cert = readFileSync(certFile, 'utf8')
  return {
    certFile,
    keyFile,
    cert,
    key: readFileSync(keyFile, 'utf8'),
    certificate: new X509Certificate(cert),
  }
}
