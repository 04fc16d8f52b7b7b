import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientAddress } from './client-address.ts'

const isProxy = (address: string) => address.startsWith('10.')
const table: readonly (readonly [
  says: string,
  socket: string | undefined,
  forwarded: string | undefined,
  is: string,
])[] = [
  ['a direct caller is itself', '192.0.2.1', undefined, '192.0.2.1'],
  ['what a stranger claims does not count', '192.0.2.1', '203.0.113.9', '192.0.2.1'],
  ['a proxy of ours is believed', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  [
    'the last address that no proxy of ours added counts',
    '10.0.0.1',
    '1.1.1.1, 203.0.113.9, 10.0.0.2',
    '203.0.113.9',
  ],
  ['a chain of our proxies alone ends at its first', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['a proxy without the header is the caller', '10.0.0.1', undefined, '10.0.0.1'],
  ['an empty entry ends the chain', '10.0.0.1', '203.0.113.9, , ', '10.0.0.1'],
  ['no socket, no address', undefined, '203.0.113.9', ''],
]

for (const [says, socket, forwarded, expected] of table)
  test(says, () => assert.equal(clientAddress(socket, forwarded, isProxy), expected))
