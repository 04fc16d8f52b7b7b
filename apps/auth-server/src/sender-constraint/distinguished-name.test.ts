import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readCertificateFields } from './certificate-fields.ts'
import { type Issued, makeCertificates } from './certificates.testing.ts'
import { normalNameOf, parseNormalName } from './distinguished-name.ts'

const maker = makeCertificates()
after(() => maker.end())

function nameOf({ certificate }: Issued): string {
  return normalNameOf(readCertificateFields(certificate).subject)
}

const written: readonly (readonly [subject: string, name: string, others?: readonly string[]])[] = [
  [
    '/CN=hub',
    'CN=hub',
    ['cn=hub', 'commonName=hub', '2.5.4.3=hub', 'OID.2.5.4.3=hub', ' CN = hub ', 'CN=#0c03687562'],
  ],
  [
    '/C=SE/O=Acme AB/CN=hub',
    'CN=hub,O=Acme AB,C=SE',
    ['CN=hub, O=Acme AB, C=SE', 'CN=hub,O=Acme\\20AB,C=SE'],
  ],
  ['/DC=com/DC=example/CN=a', 'CN=a,DC=example,DC=com'],
  ['/O=Acme/OU=Devices+CN=hub+UID=7', 'OU=Devices+CN=hub+UID=7,O=Acme', ['UID=7+OU=Devices+CN=hub,O=Acme']],
  ['/O=Sue, Grabbit and Runn/CN=x', 'CN=x,O=Sue\\, Grabbit and Runn', ['CN=x,O=Sue\\2C Grabbit and Runn']],
  [
    '/CN=# \\+ "a" <b>;c=d',
    'CN=\\# \\+ \\"a\\" \\<b\\>\\;c=d',
    ['CN=\\23\\20\\2b \\22a\\22 \\3cb\\3e\\3bc\\=d'],
  ],
  ['/CN= space ', 'CN=\\ space\\ ', ['CN=\\20space\\20']],
  ['/CN=Lučić', 'CN=Lučić', ['CN=Lu\\C4\\8Di\\C4\\87', 'CN=Lu\\c4\\8di\\c4\\87']],
  ['/CN=back\\\\slash', 'CN=back\\\\slash', ['CN=back\\5Cslash']],
  [
    '/O=Acme/emailAddress=a@b.example',
    'emailAddress=a@b.example,O=Acme',
    ['1.2.840.113549.1.9.1=#160b6140622e6578616d706c65,O=Acme'],
  ],
  ['/O=Acme/serialNumber=7/title=x', 'title=x,serialNumber=7,O=Acme'],
]

for (const [subject, name, others = []] of written) {
  test(`a certificate for ${subject} is the one for ${name}`, () => {
    const issued = maker.selfSigned({ subject })
    for (const spelling of [name, ...others])
      assert.equal(parseNormalName(spelling), nameOf(issued), spelling)
    const options = ['-noout', '-subject', '-nameopt', 'RFC2253']
    const printed = String(execFileSync('openssl', ['x509', '-in', issued.certFile, ...options])).replace(
      /\n$/,
      '',
    )
    assert.equal(parseNormalName(printed.replace(/^subject=/, '')), nameOf(issued), printed)
  })
}

test('names that differ in anything are two', () => {
  const issued = nameOf(maker.selfSigned({ subject: '/C=SE/O=Acme/OU=a+CN=hub' }))
  const others = [
    'OU=a+CN=Hub,O=Acme,C=SE',
    'OU=a+CN=hub ,O=ACME,C=SE',
    'C=SE,O=Acme,OU=a+CN=hub',
    'CN=hub,OU=a,O=Acme,C=SE',
    'OU=a+CN=hub,O=Acme',
    'OU=a+CN=hub,O=Acme,C=SE,DC=x',
    'OU=a+CN=hub+CN=hub,O=Acme,C=SE',
    'OU=a+CN=hub\\20,O=Acme,C=SE',
    'OU=a+CN=hub,O=Acme\\,C=SE',
    'OU=hub+CN=a,O=Acme,C=SE',
  ]
  for (const other of others) {
    assert.notEqual(parseNormalName(other), undefined, other)
    assert.notEqual(parseNormalName(other), issued, other)
  }
})

test('what is no name is none', () => {
  const none = [
    '',
    ',',
    'CN',
    'CN=a,',
    'CN=a,,O=b',
    'CN=a+',
    '=a',
    'XX=a',
    '1=a',
    '01.2=a',
    'CN="a"',
    'CN=a;O=b',
    'CN=a\\',
  ]
  const moreNone = [
    'CN=\\zz',
    'CN=\\ff',
    'CN=#0',
    'CN=#zz',
    'CN=#0c05aa',
    'CN=a<b',
    'CN=\u0000',
    'CN=\\g',
    '/CN=a',
  ]
  for (const text of [...none, ...moreNone]) assert.equal(parseNormalName(text), undefined, text)
})

test('any value can be written, and is read as what it was', () => {
  const escaped = (text: string) =>
    [...Buffer.from(text)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
  const text = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const both = parseNormalName(`CN=${escaped(a)}+OU=${escaped(b)}`)
      assert.ok(both)
      assert.equal(both === parseNormalName(`CN=${escaped(b)}+OU=${escaped(a)}`), a === b)
      assert.equal(both, parseNormalName(`OU=${escaped(b)} + CN=${escaped(a)}`))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => typeof (parseNormalName(text) ?? '') === 'string'),
  )
})
