import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sampleClient } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { makeCertificates } from './certificates.testing.ts'
import { hasRegisteredName } from './registered-name.ts'

const maker = makeCertificates()
after(() => maker.end())

const names = [
  'DNS:hub.example.com',
  'DNS:*.wild.example.com',
  'URI:urn:acme:hub:7',
  'URI:https://hub.example.com/a',
  'IP:192.0.2.7',
  'IP:2001:db8::7',
  'email:hub@example.com',
]
const { certificate } = maker.selfSigned({
  subject: '/O=Acme/CN=other.example.com',
  extensions: [`subjectAltName=${names.join(',')}`],
})
const bare = maker.selfSigned({ subject: '/CN=hub.example.com', extensions: ['basicConstraints=CA:FALSE'] })

const table: readonly (readonly [registered: Partial<Client>, isIt: boolean])[] = [
  [{ tlsClientAuthSubjectDn: 'CN=other.example.com,O=Acme' }, true],
  [{ tlsClientAuthSubjectDn: 'CN=other.example.com' }, false],
  [{ tlsClientAuthSubjectDn: 'no name' }, false],
  [{ tlsClientAuthSanDns: 'hub.example.com' }, true],
  [{ tlsClientAuthSanDns: 'HUB.example.com' }, true],
  [{ tlsClientAuthSanDns: 'example.com' }, false],
  [{ tlsClientAuthSanDns: 'other.example.com' }, false],
  [{ tlsClientAuthSanDns: 'a.wild.example.com' }, false],
  [{ tlsClientAuthSanDns: '*.wild.example.com' }, true],
  [{ tlsClientAuthSanDns: 'urn:acme:hub:7' }, false],
  [{ tlsClientAuthSanUri: 'urn:acme:hub:7' }, true],
  [{ tlsClientAuthSanUri: 'URN:acme:hub:7' }, false],
  [{ tlsClientAuthSanUri: 'https://hub.example.com/a' }, true],
  [{ tlsClientAuthSanUri: 'https://hub.example.com/' }, false],
  [{ tlsClientAuthSanIp: '192.0.2.7' }, true],
  [{ tlsClientAuthSanIp: '192.0.2.8' }, false],
  [{ tlsClientAuthSanIp: '2001:DB8:0:0::7' }, true],
  [{ tlsClientAuthSanIp: '2001:db8::8' }, false],
  [{ tlsClientAuthSanIp: 'not an address' }, false],
  [{ tlsClientAuthSanIp: '2001:db8::7%eth0' }, false],
  [{ tlsClientAuthSanIp: '' }, false],
  [{ tlsClientAuthSanEmail: 'hub@example.com' }, true],
  [{ tlsClientAuthSanEmail: 'Hub@example.com' }, false],
  [{ tlsClientAuthSanEmail: 'hub@example.com', tlsClientAuthSanUri: 'urn:acme:hub:8' }, false],
  [{}, false],
]

for (const [registered, isIt] of table)
  test(`${JSON.stringify(registered)} is ${isIt ? '' : 'not '}in the certificate`, () => {
    assert.equal(hasRegisteredName(certificate, sampleClient(registered)), isIt)
  })

test('a host name in the subject is no alternative name', () => {
  const client = sampleClient({ tlsClientAuthSanDns: 'hub.example.com' })
  assert.equal(hasRegisteredName(bare.certificate, client), false)
})
