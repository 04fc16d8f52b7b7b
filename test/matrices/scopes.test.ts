import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dialectNames, dialects } from '@latchkey/dialects'
import { builtInScopes } from '../../apps/auth-server/src/clients/built-in-scopes.ts'
import { authorizeUrl } from '../attacks/authorization.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import {
  accessTokenOf,
  goodRequests,
  grantTypesOf,
  matrixClient,
  matrixDefinition,
  ways,
} from './matrix-clients.ts'

// Every grant type in every dialect × every scope that the client has not. All three come from the server's own tables.

const own = ['structures:read']
const outside = [
  ...Object.keys(builtInScopes),
  ...['meter:read', 'no-such-scope', 'STRUCTURES:READ', 'structures:read admin'],
].filter((scope) => !own.includes(scope))

const clientOf = (dialect: string) => `narrow-${dialect}`

let server: SeededLatchkey
before(async () => {
  const clients = dialectNames.map((dialect) => matrixClient(clientOf(dialect), dialect, { scopes: own }))
  server = await startSeeded({ definition: matrixDefinition(clients) })
})
after(() => server.end())

async function scopeOf(clientId: string, accessToken: string): Promise<unknown> {
  return (await server.introspect(clientId, accessToken)).json.scope
}

for (const { dialect, grantType } of ways) {
  const clientId = clientOf(dialect)
  const { readsScope } = dialects[dialect].request
  const outcome = readsScope ? 'is refused, and spends nothing' : 'is not read'

  test(`CVE-2024-52287: ${grantType} in ${dialect}: a scope that the client has not ${outcome}`, async () => {
    const request = await goodRequests[grantType](server, clientId)
    for (const scope of readsScope ? outside : []) {
      const { status, text } = await server.token(clientId, { ...request, scope })
      assert.equal(status, 400, `${scope}: ${text}`)
      assert.match(text, /invalid_scope/)
    }
    const [odd = ''] = outside
    const last = readsScope ? request : { ...request, scope: odd }
    assert.equal(await scopeOf(clientId, await accessTokenOf(server, clientId, last)), own.join(' '))
  })
}

for (const dialect of dialectNames.filter((name) => grantTypesOf(name).includes('authorization_code'))) {
  const { paths, request } = dialects[dialect]
  for (const path of paths.authorize) {
    test(`CVE-2024-52287: at ${path} a scope that a client of ${dialect} has not is never asked for`, async () => {
      for (const scope of outside) {
        const url = authorizeUrl({ client_id: clientOf(dialect), scope, prompt: 'none' }, path)
        const location = new URL((await server.get(url)).headers.get('location') ?? 'none:')
        const error = location.searchParams.get('error')
        assert.equal(error, request.readsScope ? 'invalid_scope' : 'login_required', `${scope}: ${location}`)
      }
    })
  }
}
