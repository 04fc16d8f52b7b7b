import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathProblem } from './certificate-path.ts'
import { DerError, readDer, readObjectIdentifier } from './der.ts'

const identifier = (hex: string) => readObjectIdentifier(readDer(Buffer.from(hex, 'hex')))

test('object identifiers as X.690 §8.19 writes them', () => {
  assert.equal(identifier('0603550403'), '2.5.4.3')
  assert.equal(identifier('06092a864886f70d01010b'), '1.2.840.113549.1.1.11')
  assert.equal(identifier('0603883703'), '2.999.3')
})

test('an identifier that is longer than any in use is not computed', () => {
  const content = Buffer.alloc(90_000, 0x81)
  content[content.length - 1] = 1
  const element = { tag: 6, content, encoded: content }
  assert.throws(() => readObjectIdentifier(element), DerError)
})

test('a certificate with one is refused, although Node reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-der-'))
  try {
    const config = `[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=v\n[dn]\nCN=evil\n[v]\n1.2.3.${'9'.repeat(5_000)}=DER:0500\n`
    writeFileSync(join(folder, 'c.cnf'), config)
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'c.key']
    const out = ['-out', 'c.pem', '-days', '2', '-config', 'c.cnf']
    execFileSync('openssl', ['req', '-x509', ...key, ...out], { cwd: folder, stdio: 'pipe' })
    const certificate = new X509Certificate(readFileSync(join(folder, 'c.pem')))
    assert.throws(() => pathProblem({ certificate, intermediates: [] }, [], Date.now()), DerError)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
