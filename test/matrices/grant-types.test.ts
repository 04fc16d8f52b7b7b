import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import { grantTypeNames } from '../../apps/auth-server/src/token/grant-types.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import {
  goodRequests,
  grantTypesOf,
  matrixClient,
  matrixDefinition,
  type Way,
  ways,
} from './matrix-clients.ts'

// Every grant type in every dialect × a client that may not use it: no flow skips the question.

const clientOf = ({ dialect, grantType }: Way) => `${dialect}-without-${grantType}`

/** The others of the dialect. A refresh token goes with codes only; a client with neither has its own tokens. */
function othersOf({ dialect, grantType }: Way): readonly string[] {
  const others = grantTypesOf(dialect).filter((name) => name !== grantType)
  return others.includes('authorization_code') ? others : others.filter((name) => name !== 'refresh_token')
}

const tried = ways.filter((way) => othersOf(way).length > 0)

let server: SeededLatchkey
before(async () => {
  const clients = tried.map((way) => matrixClient(clientOf(way), way.dialect, { grantTypes: othersOf(way) }))
  server = await startSeeded({ definition: matrixDefinition(clients) })
})
after(() => server.end())

test('every grant type of the server is tried', () => {
  const seen = new Set(tried.map(({ grantType }) => grantType))
  assert.deepEqual([...seen].sort(), [...grantTypeNames].sort())
})

for (const way of tried) {
  const { dialect, grantType } = way
  test(`CVE-2024-38371 CVE-2026-9792: ${grantType} in ${dialect} is refused to a client that may not use it`, async () => {
    const clientId = clientOf(way)
    const refused =
      grantType === 'refresh_token'
        ? { grant_type: 'refresh_token', refresh_token: 'whatever' }
        : await goodRequests[grantType](server, clientId)
    const { status, text } = await server.token(clientId, refused)
    assert.equal(status, 400, text)
    const { body } = dialects[dialect].writeError(
      new OAuthError('unauthorized_client', `This client may not use the grant type ${grantType}.`),
    )
    assert.equal(JSON.parse(text).error, body.error)
  })
}
