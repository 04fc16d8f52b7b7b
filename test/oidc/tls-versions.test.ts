import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { type MtlsServer, startMtlsServer } from './mtls-server.ts'

// FAPI 2.0 Security Profile §5.2.2: TLS 1.2 or later, under 1.2 only the suites that RFC 9325 recommends.

const servers: Record<'ECDSA' | 'RSA', MtlsServer | undefined> = { ECDSA: undefined, RSA: undefined }
before(async () => {
  const [ecdsa, rsa] = await Promise.all([startMtlsServer(), startMtlsServer({ newKey: ['rsa:2048'] })])
  servers.ECDSA = ecdsa
  servers.RSA = rsa
})
after(async () => {
  await servers.ECDSA?.end()
  await servers.RSA?.end()
})

const kinds = ['ECDSA', 'RSA'] as const
const ports = ['port', 'mtlsPort'] as const

/** What `openssl s_client` says; the system's own limits are lifted, so that only the server's are left. */
function handshake(
  kind: keyof typeof servers,
  port: (typeof ports)[number],
  ...options: readonly string[]
): string {
  const server = servers[kind] ?? assert.fail()
  const to = [
    '-connect',
    `localhost:${server[port]}`,
    '-CAfile',
    server.authority.certFile,
    '-verify_return_error',
  ]
  const { stdout, stderr } = spawnSync('openssl', ['s_client', ...to, '-brief', ...options], {
    input: '',
    timeout: 10_000,
    env: { PATH: process.env.PATH ?? '', OPENSSL_CONF: '/dev/null' },
  })
  return `${stdout}${stderr}`
}

const accepted = (kind: string) =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384'].map((suite) => `ECDHE-${kind}-${suite}`)

/** Every suite that OpenSSL knows for TLS 1.2 with a certificate of this kind; those with shared keys need none. */
function suitesOf(kind: string): readonly string[] {
  const { stdout } = spawnSync('openssl', ['ciphers', '-v', '-tls1_2', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'])
  const lines = String(stdout).trim().split('\n')
  const usable = lines.filter((line) => line.includes(`Au=${kind} `) || line.includes('Au=None '))
  return usable.map((line) => line.split(/\s+/)[0] ?? '').filter((suite) => !/PSK|SRP/.test(suite))
}

for (const kind of kinds)
  for (const port of ports) {
    test(`TLS 1.2 with the suites of FAPI, and with no other: ${kind} certificate, ${port}`, () => {
      const suites = suitesOf(kind)
      assert.ok(suites.length > 10 && accepted(kind).every((suite) => suites.includes(suite)), suites.join())
      for (const suite of suites) {
        const said = handshake(kind, port, '-tls1_2', '-cipher', `${suite}:@SECLEVEL=0`)
        if (accepted(kind).includes(suite)) {
          assert.match(said, /CONNECTION ESTABLISHED/, suite)
          assert.match(said, new RegExp(`Protocol version: TLSv1.2\\nCiphersuite: ${suite}\\n`), suite)
        } else assert.match(said, /alert handshake failure/, `${suite}: ${said}`)
      }
    })

    test(`TLS 1.3 is offered and preferred: ${kind} certificate, ${port}`, () => {
      for (const suite of [
        'TLS_AES_128_GCM_SHA256',
        'TLS_AES_256_GCM_SHA384',
        'TLS_CHACHA20_POLY1305_SHA256',
      ])
        assert.match(
          handshake(kind, port, '-tls1_3', '-ciphersuites', suite),
          new RegExp(`TLSv1.3\\nCiphersuite: ${suite}`),
        )
      assert.match(handshake(kind, port), /Protocol version: TLSv1.3/)
    })

    test(`no version before TLS 1.2: ${kind} certificate, ${port}`, () => {
      for (const version of ['-tls1', '-tls1_1']) {
        const said = handshake(kind, port, version, '-cipher', 'ALL:@SECLEVEL=0')
        assert.match(said, /alert protocol version/, `${version}: ${said}`)
      }
    })
  }

/** What the server asked of the client in the handshake. */
function asked(port: (typeof ports)[number], version: string): string {
  const server = servers.ECDSA ?? assert.fail()
  const options = [
    '-connect',
    `localhost:${server[port]}`,
    '-CAfile',
    server.authority.certFile,
    version,
    '-msg',
  ]
  const { stdout } = spawnSync('openssl', ['s_client', ...options], { input: '', timeout: 10_000 })
  return String(stdout)
}

test('nobody is asked for a certificate on the port of people, everybody on the other, and for no authority by name', () => {
  for (const version of ['-tls1_2', '-tls1_3']) {
    assert.doesNotMatch(asked('port', version), /CertificateRequest/)
    const said = asked('mtlsPort', version)
    assert.match(said, /CertificateRequest/)
    assert.match(said, /No client certificate CA names sent/)
  }
})
