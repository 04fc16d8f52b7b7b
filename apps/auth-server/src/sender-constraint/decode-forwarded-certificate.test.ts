import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import fc from 'fast-check'
import { makeCertificates } from './certificates.testing.ts'
import { decodeForwardedCertificate } from './decode-forwarded-certificate.ts'

const maker = makeCertificates()
after(() => maker.end())
const [one, two, three] = [maker.selfSigned(), maker.selfSigned(), maker.selfSigned()]
const bytes = ({ certificate }: typeof one) => `:${certificate.raw.toString('base64')}:`
const serials = ({ certificate, intermediates }: ReturnType<typeof decodeForwardedCertificate>) =>
  [certificate, ...intermediates].map(({ serialNumber }) => serialNumber)
const serialOf = ({ certificate }: typeof one) => certificate.serialNumber

test('as RFC 9440 writes it, with a chain of any length', () => {
  assert.deepEqual(serials(decodeForwardedCertificate(bytes(one), undefined)), [serialOf(one)])
  assert.deepEqual(serials(decodeForwardedCertificate(bytes(one), '')), [serialOf(one)])
  const chain = `${bytes(two)}, ${bytes(three)}`
  assert.deepEqual(serials(decodeForwardedCertificate(bytes(one), chain)), [one, two, three].map(serialOf))
})

test('as nginx writes it', () => {
  for (const pem of [one.cert, one.cert.trim()])
    assert.deepEqual(serials(decodeForwardedCertificate(encodeURIComponent(pem), undefined)), [serialOf(one)])
})

const bad: readonly (readonly [says: string, header: string, chain?: string])[] = [
  ['no certificate', 'yes'],
  ['no colon at the end', bytes(one).slice(0, -1)],
  ['base64 of something else', ':aGVsbG8=:'],
  ['nothing between colons', '::'],
  ['two joined by a comma', `${bytes(one)}, ${bytes(two)}`],
  ['two PEM certificates', encodeURIComponent(one.cert + two.cert)],
  ['a PEM key', encodeURIComponent(one.key)],
  ['broken percent-encoding', '-----BEGIN%2'],
  [
    'PEM without a certificate',
    encodeURIComponent('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
  ],
  ['a chain of something else', bytes(one), 'yes'],
  ['a chain in PEM', bytes(one), encodeURIComponent(two.cert)],
]

for (const [says, header, chain] of bad)
  test(`${says} is a bad request`, () => {
    assert.throws(
      () => decodeForwardedCertificate(header, chain),
      (error) =>
        error instanceof OAuthError &&
        error.code === 'invalid_request' &&
        / cannot be read: /.test(error.message),
    )
  })

test('no header whatever is a fault of ours', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String().map((text) => `:${text}:`),
      ),
      fc.string(),
      (header, chain) => {
        try {
          decodeForwardedCertificate(header, chain)
        } catch (error) {
          assert.ok(error instanceof OAuthError)
        }
      },
    ),
  )
})
