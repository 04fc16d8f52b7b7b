import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import {
  authorityExtensions,
  makeCertificates,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { serverExtensions } from '../oidc/mtls-server.ts'
import { certificateFetch } from './certificate-fetch.ts'

test('the programs that show a certificate refuse a server that nobody vouches for', async (t) => {
  const maker = makeCertificates()
  const stranger = maker.selfSigned({ subject: '/CN=stranger', extensions: authorityExtensions })
  const { cert, key } = maker.issue(stranger, { subject: '/CN=localhost', extensions: serverExtensions })
  const server = createServer({ cert, key }, (_, answer) => answer.end()).listen(0, '127.0.0.1')
  t.after(() => {
    server.close()
    maker.end()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send = certificateFetch(maker.selfSigned())
  const options = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const
  await assert.rejects(send(`https://localhost:${port}/`, options), { code: /^UNABLE_TO_VERIFY|SELF_SIGNED/ })
})
