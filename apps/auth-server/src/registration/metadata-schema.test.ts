import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metadataMembers } from './metadata-schema.ts'

/** The names of certificates (RFC 8705 §2.1.2): what may be registered, and what could never be found in one. */
const table = {
  tlsClientAuthSubjectDn: {
    right: ['CN=hub', 'CN=hub, O=Acme\\, Inc.,C=SE', 'OU=a+UID=7,DC=example,DC=com'],
    wrong: ['', 'hub', '/CN=hub', 'CN="hub"', 'CN=hub,', 'XX=hub', 'CN=hub\n'],
  },
  tlsClientAuthSanDns: {
    right: ['hub.example.com', '*.example.com'],
    wrong: ['', 'a b', 'https://a.example', 'ä.example'],
  },
  tlsClientAuthSanUri: { right: ['urn:acme:hub', 'spiffe://a/b'], wrong: ['', 'hub', '//a'] },
  tlsClientAuthSanIp: {
    right: ['192.0.2.7', '2001:DB8::7'],
    wrong: ['', '192.0.2', '192.0.2.0/24', 'fe80::1%eth0'],
  },
  tlsClientAuthSanEmail: { right: ['hub@example.com'], wrong: ['', 'hub.example.com'] },
} as const satisfies Partial<Record<keyof typeof metadataMembers, object>>

for (const [name, { right, wrong }] of Object.entries(table))
  test(`${name} is what a certificate can have`, () => {
    const member = metadataMembers[name as keyof typeof table]
    for (const text of right) assert.equal(member.safeParse(text).success, true, text)
    for (const text of wrong) assert.equal(member.safeParse(text).success, false, text)
  })
