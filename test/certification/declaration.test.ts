import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { policies } from '../../apps/auth-server/src/clients/policies.ts'
import { pageDeclaration, pageText } from './page.ts'
import { type Suite, startSuite } from './suite.ts'

let suite: Suite
before(async () => {
  suite = await startSuite()
})
after(() => suite.end())

test('the declaration of the page is applied as it stands, and a second time changes nothing', async () => {
  assert.equal(suite.declaration.clients.length, 14)
  // The suite's server was started with it; what differs here is where the back channel leads.
  const clients = suite.declaration.clients.filter(({ clientId }) => clientId !== 'back-channel')
  assert.equal((await suite.running.apply({ ...suite.declaration, clients })).trim(), '')
})

test('every text in <…> is one that a reader has to fill in, and every client is in the table of plans', () => {
  const filled = new Set<string>()
  const { clients } = pageDeclaration((what) => {
    filled.add(what)
    return ''
  })
  for (const what of filled)
    assert.match(
      what,
      /^(password|secret|public key|subject of the certificate|public key of the certificate) of /,
    )
  for (const { clientId } of clients) assert.ok(pageText.includes(`\`${clientId}\``), clientId)
})

test('no two clients have one key', () => {
  const keys = suite.declaration.clients.flatMap(({ jwks }) => jwks?.keys ?? [])
  const moduli = keys.map(({ x, n }) => x ?? n)
  assert.equal(keys.length, 8)
  assert.equal(new Set(moduli).size, keys.length)
})

test('where the rules of OpenID Connect and of FAPI 2.0 differ, each client’s policy decides', () => {
  const { openid, fapi2 } = policies
  const rules = ({
    pkce,
    assertionAudience,
    requests,
    refresh,
    codeSeconds,
    senderConstrained,
    signatures,
  }: typeof openid | typeof fapi2) => [
    ...[pkce, assertionAudience, requests, refresh.confidential, codeSeconds, senderConstrained, signatures],
  ]
  assert.deepEqual(rules(openid), ['public', 'issuer or endpoint', 'any', 'keep', 60, false, 'any'])
  assert.deepEqual(rules(fapi2), ['always', 'issuer', 'pushed', 'keep', 60, true, 'strong'])
})
