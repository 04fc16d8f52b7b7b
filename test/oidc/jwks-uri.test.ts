// A whole server whose client keeps its keys at an address: where the server goes for them, and whom it trusts there.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTrap, type Trap } from '../attacks/trap.ts'
import { freePort } from '../free-port.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { assertionType, keys, sign, signingClients } from './assertion-world.ts'

const authority = makeTestAuthority()
let plain: Trap
let overTls: Trap
before(async () => {
  const jwks = JSON.stringify({ keys: [keys.es.publicJwk] })
  plain = await setTrap((_request, response) => response.end(jwks))
  overTls = await setTrap((_request, response) => response.end(jwks), { authority })
})
after(async () => {
  await Promise.all([plain.end(), overTls.end()])
  authority.end()
})

type Env = Readonly<Record<string, string>>

/** What the revocation endpoint says to the client with keys at this address; the server is on https behind a proxy, or on http. */
async function answerTo(jwksUri: string, isOnHttps: boolean, more: Env = {}) {
  const port = await freePort()
  const { LATCHKEY_MASTER_KEY_FILE = '' } = authority.serverEnv
  const https = { LATCHKEY_ISSUER: `https://localhost:${port}`, LATCHKEY_MASTER_KEY_FILE }
  const env = { ...(isOnHttps && https), ...more }
  const latchkey = await startLatchkey({ definition: signingClients(jwksUri), port, env })
  try {
    const assertion = await sign(latchkey.issuer, { clientId: 'remote' })
    const form = { client_assertion_type: assertionType, client_assertion: assertion, token: 'x' }
    const body = new URLSearchParams(form)
    const response = await fetch(`http://127.0.0.1:${port}/oauth2/revoke`, { method: 'POST', body })
    return { status: response.status, text: await response.text(), log: latchkey.output.stderr }
  } finally {
    await latchkey.end()
  }
}

test('CVE-2026-1180: keys in a private network are not read, and nothing of it is told', async () => {
  for (const isOnHttps of [true, false]) {
    const { status, text } = await answerTo(`https://127.0.0.1:${overTls.port}/jwks`, isOnHttps)
    assert.equal(status, 401)
    assert.match(text, /"invalid_client".*keys could not be read: its host has no public address/)
  }
  const { text } = await answerTo(`http://127.0.0.1:${plain.port}/jwks`, false)
  assert.match(text, /it must begin with https/)
  assert.deepEqual([plain.connections(), overTls.connections()], [0, 0])
})

test('on an http issuer an address that the operator named is read by http', async () => {
  const env = { LATCHKEY_OUTBOUND_ALLOW: `localhost:1,127.0.0.1:${plain.port}` }
  const { status, log } = await answerTo(`http://127.0.0.1:${plain.port}/jwks`, false, env)
  assert.equal(status, 200)
  assert.doesNotMatch(log, /no effect/)
})

test('on an https issuer it is read over TLS only, under an authority of LATCHKEY_TRUSTED_CA', async () => {
  const allow = { LATCHKEY_OUTBOUND_ALLOW: `localhost:${overTls.port},localhost:${plain.port}` }
  const trusted = { ...allow, LATCHKEY_TRUSTED_CA: authority.caFile }
  const address = `https://localhost:${overTls.port}/jwks`
  const untrusted = await answerTo(address, true, allow)
  assert.match(untrusted.text, /certificate is not trusted/)
  assert.equal((await answerTo(address, true, trusted)).status, 200)
  const http = await answerTo(`http://localhost:${plain.port}/jwks`, true, trusted)
  assert.match(http.text, /it must begin with https/)
})
