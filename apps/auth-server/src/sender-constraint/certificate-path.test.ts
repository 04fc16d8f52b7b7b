import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { pathProblem } from './certificate-path.ts'
import { authorityExtensions, type Issued, makeCertificates, type Wanted } from './certificates.testing.ts'

const maker = makeCertificates()
after(() => maker.end())

/** The certificates are made from now on, and are good for two days. */
const now = Date.now() + 60_000
const day = 86_400_000

const authority = (wanted: Wanted = {}, above?: Issued) => {
  const all = { subject: '/CN=authority', extensions: authorityExtensions, ...wanted }
  return above === undefined ? maker.selfSigned(all) : maker.issue(above, all)
}
const root = authority({ subject: '/CN=root' })
const middle = authority({ subject: '/CN=middle' }, root)
const lower = authority({ subject: '/CN=lower' }, middle)

function problemOf(
  client: Issued,
  authorities: readonly Issued[],
  between: readonly Issued[] = [],
  at = now,
) {
  const sent = {
    certificate: client.certificate,
    intermediates: between.map(({ certificate }) => certificate),
  }
  return pathProblem(
    sent,
    authorities.map(({ certificate }) => certificate),
    at,
  )
}

const noPath = /no authority of LATCHKEY_TRUSTED_CA has issued it/

test('a certificate of an authority, or of one below it whose certificates were sent along in any order', () => {
  assert.equal(problemOf(maker.issue(root), [root]), undefined)
  assert.equal(problemOf(maker.issue(root), [lower, root]), undefined)
  const low = maker.issue(lower)
  assert.equal(problemOf(low, [root], [lower, middle]), undefined)
  assert.equal(problemOf(low, [root], [middle, root, low, lower]), undefined)
  assert.equal(problemOf(low, [lower]), undefined)
})

test('a path with a gap, of others, or none', () => {
  const low = maker.issue(lower)
  assert.match(problemOf(low, [root], [middle]) ?? '', noPath)
  assert.match(problemOf(low, [root], [lower]) ?? '', noPath)
  assert.match(problemOf(low, [], [lower, middle, root]) ?? '', noPath)
  assert.match(problemOf(maker.selfSigned(), [root]) ?? '', noPath)
  // The same name, another key.
  assert.match(problemOf(maker.issue(authority({ subject: '/CN=root' })), [root]) ?? '', noPath)
})

test('a client is no authority, whatever it has signed', () => {
  const client = maker.issue(root)
  assert.match(problemOf(maker.issue(client), [root], [client]) ?? '', noPath)
  const unmarked = authority({ subject: '/CN=unmarked', extensions: ['keyUsage=keyCertSign'] }, root)
  assert.match(problemOf(maker.issue(unmarked), [root], [unmarked]) ?? '', noPath)
  const noSigner = authority({ extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=cRLSign'] }, root)
  assert.match(problemOf(maker.issue(noSigner), [root], [noSigner]) ?? '', noPath)
})

test('dates of every certificate on the path', () => {
  const client = maker.issue(root)
  assert.match(problemOf(client, [root], [], now + 3 * day) ?? '', /not valid at this time/)
  assert.match(problemOf(client, [root], [], now - day) ?? '', /not valid at this time/)
  assert.match(problemOf(maker.issue(root, { isExpired: true }), [root]) ?? '', /not valid at this time/)
  const old = authority({ subject: '/CN=old', isExpired: true }, root)
  assert.match(problemOf(maker.issue(old), [root], [old]) ?? '', noPath)
  assert.match(problemOf(maker.issue(old), [old]) ?? '', noPath)
})

test('how long a path may be: as its authorities say, and as we do', () => {
  const extensions = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign']
  const last = authority({ subject: '/CN=last', extensions }, root)
  assert.equal(problemOf(maker.issue(last), [root], [last]), undefined)
  const below = authority({ subject: '/CN=below' }, last)
  assert.match(problemOf(maker.issue(below), [root], [below, last]) ?? '', noPath)
  const path = [root]
  for (let depth = 1; depth <= 6; depth++) path.unshift(authority({ subject: `/CN=${depth}` }, path[0]))
  const between = path.slice(0, -1)
  assert.match(problemOf(maker.issue(path[0] ?? root), [root], between) ?? '', noPath)
  assert.equal(problemOf(maker.issue(path[1] ?? root), [root], between.slice(1)), undefined)
})

test('authorities that signed each other lead around no corner for ever', () => {
  const first = authority({ subject: '/CN=first' })
  const crossed = authority({ subject: '/CN=first' }, authority({ subject: '/CN=second' }))
  assert.match(problemOf(maker.issue(crossed), [root], [crossed, first, crossed, first]) ?? '', noPath)
})

const basic = 'basicConstraints=critical,CA:FALSE'

test('what a certificate is for', () => {
  const issued = (...extensions: string[]) => problemOf(maker.issue(root, { extensions }), [root])
  assert.equal(issued(basic), undefined)
  assert.equal(issued(basic, 'extendedKeyUsage=serverAuth,clientAuth'), undefined)
  assert.equal(issued(basic, 'extendedKeyUsage=anyExtendedKeyUsage'), undefined)
  assert.match(issued(basic, 'extendedKeyUsage=serverAuth') ?? '', /not for clients/)
  assert.match(issued(basic, 'keyUsage=critical,keyEncipherment') ?? '', /not for clients/)
  const forServers = authority({ extensions: [...authorityExtensions, 'extendedKeyUsage=serverAuth'] }, root)
  assert.match(problemOf(maker.issue(forServers), [root], [forServers]) ?? '', noPath)
})

test('what is not understood is refused', () => {
  const strange = maker.issue(root, { extensions: [basic, '1.2.3.4=critical,ASN1:NULL'] })
  assert.match(problemOf(strange, [root]) ?? '', /not understood/)
  assert.equal(problemOf(maker.issue(root, { extensions: [basic, '1.2.3.4=ASN1:NULL'] }), [root]), undefined)
  const bounded = authority(
    { extensions: [...authorityExtensions, 'nameConstraints=permitted;DNS:a.example'] },
    root,
  )
  assert.match(problemOf(maker.issue(bounded), [root], [bounded]) ?? '', noPath)
})

test('weak keys and signatures', () => {
  const small = maker.issue(root, { newKey: ['rsa:1024'] })
  assert.match(problemOf(small, [root]) ?? '', /shorter than 2048 bits/)
  assert.equal(problemOf(maker.issue(root, { newKey: ['rsa:2048'] }), [root]), undefined)
  assert.match(problemOf(maker.issue(root, { digest: 'sha1' }), [root]) ?? '', noPath)
  const rsa = authority({ subject: '/CN=rsa', newKey: ['rsa:2048'] })
  assert.equal(problemOf(maker.issue(rsa, { digest: 'sha512' }), [rsa]), undefined)
  const ed = authority({ subject: '/CN=ed', newKey: ['ed25519'] })
  assert.equal(problemOf(maker.issue(ed, { newKey: ['ed25519'] }), [ed]), undefined)
})
