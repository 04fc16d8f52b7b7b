import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dialectNames, dialects } from '@latchkey/dialects'
import fc from 'fast-check'
import { authorizeUrl } from '../attacks/authorization.ts'
import { secretOf } from '../definition.ts'
import { goodRequests, matrixClient, matrixDefinition, ways } from '../matrices/matrix-clients.ts'
import { type Answer, type Form, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { runs } from './runs.ts'

// The order of parameters never matters, and one that comes twice is refused before anything is spent (RFC 6749 §3.1 and
// §3.2); `resource` alone may come again (RFC 8707 §2).

const clientOf = (dialect: string) => `any-order-${dialect}`

let server: SeededLatchkey
before(async () => {
  const clients = dialectNames.map((dialect) => matrixClient(clientOf(dialect), dialect))
  server = await startSeeded({ definition: matrixDefinition(clients) })
})
after(() => server.end())

type Pairs = readonly (readonly [string, string])[]

/** A whole order of so many things, and one of them. */
const orderings = fc.record({
  keys: fc.array(fc.double({ noNaN: true }), { minLength: 16, maxLength: 16 }),
  again: fc.nat(15),
  value: fc.constantFrom('same', 'another', ''),
})

function inOrder(pairs: Pairs, keys: readonly number[]): Pairs {
  return pairs
    .map((pair, at) => ({ pair, key: keys[at % keys.length] ?? 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ pair }) => pair)
}

function withOneTwice(pairs: Pairs, again: number, value: string): Pairs {
  const [name, first] = pairs[again % pairs.length] ?? assert.fail('there are no parameters')
  return [...pairs, [name, value === 'same' ? first : value]]
}

function post(path: string, pairs: Pairs): Promise<Answer> {
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]))
  return server.send(path, { method: 'POST', body })
}

function pairsOf(clientId: string, form: Form): Pairs {
  return Object.entries({ ...form, client_id: clientId, client_secret: secretOf(clientId) })
}

for (const { dialect, grantType } of ways) {
  const clientId = clientOf(dialect)
  const path = dialects[dialect].paths.token[0] ?? ''

  test(`${grantType} in ${dialect}: any order is good, and a parameter that comes twice spends nothing`, async () => {
    await fc.assert(
      fc.asyncProperty(orderings, async ({ keys, again, value }) => {
        const pairs = pairsOf(clientId, await goodRequests[grantType](server, clientId))
        const twice = await post(path, inOrder(withOneTwice(pairs, again, value), keys))
        assert.equal(twice.status, 400, twice.text)
        const once = await post(path, inOrder(pairs, keys))
        assert.equal(once.status, 200, once.text)
      }),
      runs(15),
    )
  })
}

test('resource may come again, in any place', async () => {
  await fc.assert(
    fc.asyncProperty(orderings, async ({ keys }) => {
      const pairs = pairsOf(clientOf('standard'), { grant_type: 'client_credentials' })
      const resources: Pairs = [
        ['resource', server.issuer],
        ['resource', server.issuer],
      ]
      const { status, text } = await post('/oauth2/token', inOrder([...pairs, ...resources], keys))
      assert.equal(status, 200, text)
    }),
    runs(15),
  )
})

test('at the endpoint for pushed requests: any order is good, and a parameter that comes twice is refused', async () => {
  const asked = [...new URL(authorizeUrl(), server.issuer).searchParams]
  const own = pairsOf(clientOf('standard'), {})
  const pairs = [...asked.filter(([name]) => name !== 'client_id'), ...own]
  await fc.assert(
    fc.asyncProperty(orderings, async ({ keys, again, value }) => {
      const twice = await post('/oauth2/par', inOrder(withOneTwice(pairs, again, value), keys))
      assert.deepEqual([twice.status, twice.json.error], [400, 'invalid_request'])
      const once = await post('/oauth2/par', inOrder(pairs, keys))
      assert.equal(once.status, 201, once.text)
    }),
    runs(15),
  )
})

for (const dialect of dialectNames) {
  for (const path of dialects[dialect].paths.authorize) {
    test(`at ${path} for ${dialect}: any order is good, and a parameter that comes twice is never answered with a code`, async () => {
      const url = new URL(authorizeUrl({ client_id: clientOf(dialect) }, path), server.issuer)
      const pairs = [...url.searchParams]
      await fc.assert(
        fc.asyncProperty(orderings, async ({ keys, again, value }) => {
          const ask = (list: Pairs) =>
            server.get(`${path}?${new URLSearchParams(list.map(([name, text]) => [name, text]))}`)
          const once = await ask(inOrder(pairs, keys))
          assert.match(once.text, /id="login-form"/)
          const twice = await ask(inOrder(withOneTwice(pairs, again, value), keys))
          const location = twice.headers.get('location') ?? ''
          assert.ok(twice.status === 400 || location.includes('error=invalid_request'), twice.text)
        }),
        runs(15),
      )
    })
  }
}
