import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { sampleClient, sampleSecret } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { allowedMethods, isPublic } from './allowed-methods.ts'

const secrets = [sampleSecret()]
const jwks = { keys: [] }
const table: readonly (readonly [says: string, client: Partial<Client>, methods: readonly string[]])[] = [
  ['a secret may come as the dialect allows', { secrets }, ['client_secret_basic', 'client_secret_post']],
  [
    'the registered method alone',
    { secrets, tokenEndpointAuthMethod: 'client_secret_post' },
    ['client_secret_post'],
  ],
  ['keys without a secret', { jwks }, ['private_key_jwt']],
  ['neither', {}, ['none']],
  ['registered as public in spite of a secret', { secrets, tokenEndpointAuthMethod: 'none' }, ['none']],
]

for (const [says, more, methods] of table)
  test(says, () => {
    const client = sampleClient(more)
    assert.deepEqual(allowedMethods(client, dialects.standard), methods)
    assert.equal(isPublic(client), methods.includes('none'))
  })
