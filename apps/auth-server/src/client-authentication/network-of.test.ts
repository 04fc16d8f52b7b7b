import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './network-of.ts'

const table: Readonly<Record<string, string>> = {
  '192.0.2.7': '192.0.2',
  '192.0.2.255': '192.0.2',
  '::ffff:192.0.2.7': '192.0.2',
  '::FFFF:192.0.2.7': '192.0.2',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
  '2001:0DB8:0001:0002::6': '2001:db8:1:2',
  '2001:db8::1': '2001:db8:0:0',
  '2001:db8:1:2::': '2001:db8:1:2',
  '2001:db8:1::2:3:4:5': '2001:db8:1:0',
  '::1': '0:0:0:0',
  '::': '0:0:0:0',
  'fe80::1%eth0': 'fe80:0:0:0',
  '': 'nowhere',
  'example.com': 'nowhere',
  '192.0.2': 'nowhere',
}

for (const [address, network] of Object.entries(table))
  test(`${address || 'no address'} belongs to ${network}`, () => assert.equal(networkOf(address), network))
