import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { documentPages, readDocument } from '../apps/auth-server/src/documentation/document-pages.ts'
import { fillIn } from '../apps/auth-server/src/documentation/fill-in.ts'
import { describeDeviceApi } from '../apps/device-api/src/openapi.ts'
import { type Block, blocksOf, newStory, play } from './documentation-exchange.ts'
import { documentationDefinition, exampleMarkers, handedOutBefore } from './documentation-world.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition: await documentationDefinition() })
})
after(() => latchkey.end())

function textOf(page: (typeof documentPages)[number], issuer: string): string {
  const urls = { serverUrl: issuer, authorizationUrl: `${issuer}/a`, tokenUrl: `${issuer}/t` }
  const facts = { issuer, brandName: 'Latchkey', declaredScopes: [], api: describeDeviceApi(urls) }
  return fillIn(readDocument(page), facts, exampleMarkers)
}

const isPlayed = ({ role }: Block) => role !== 'shown'

/** What the pages of flows must prove. */
const least: Readonly<Record<string, number>> = {
  '/docs/quick-start': 7,
  '/docs/authorization-code': 14,
  '/docs/refresh': 8,
  '/docs/client-credentials': 10,
  '/docs/revocation': 4,
  '/docs/introspection': 6,
  '/docs/userinfo': 5,
  '/docs/client-authentication': 8,
  '/docs/errors': 4,
  '/docs/device-api': 12,
}

// In the order of reading, each page with connections of its own.
for (const page of documentPages) {
  const played = blocksOf(textOf(page, 'http://localhost:1')).filter(isPlayed)
  test(`${page.path} shows as many examples as it must`, () =>
    assert.ok(played.length >= (least[page.path] ?? 0), `${played.length}`))
  if (played.length === 0) continue

  test(`${page.path}: what it shows is what happens`, async (t) => {
    const remembered = await handedOutBefore(latchkey.issuer)
    const story = newStory(latchkey.issuer, remembered)
    for (const block of blocksOf(textOf(page, latchkey.issuer)).filter(isPlayed))
      await t.test(`${block.role}: ${block.label}`, () => play(story, block))
    const tokens = [...remembered].filter(([name]) => /token$/.test(name)).map(([, value]) => value)
    assert.equal(new Set(tokens).size, tokens.length, 'two tokens that the page calls different are one')
  })
}

describe('the check itself', () => {
  const request = '```http request | A\nGET /v1/structures HTTP/1.1\nHost: x\n```\n'
  const good =
    'HTTP/1.1 401 Unauthorized\nContent-Type: application/problem+json\n\n{"type":"about:blank","title":"An access token is needed","status":401,"detail":"Send an access token in the header Authorization: Bearer TOKEN."}'
  const playAll = async (answer: string) => {
    const story = newStory(latchkey.issuer, new Map())
    for (const block of blocksOf(`${request}\`\`\`http answer | B\n${answer}\n\`\`\``))
      await play(story, block)
  }
  test('passes what is right', () => playAll(good))
  for (const [what, wrong] of [
    ['another status', good.replace('401 U', '400 U')],
    ['another header', good.replace('problem+json', 'json')],
    ['a member that is missing', good.replace('"type":"about:blank",', '')],
    ['a member too many', good.replace('{', '{"error":"x",')],
    ['another type', good.replace('401,"detail"', '"401","detail"')],
    ['another text', good.replace('An access', 'No access')],
  ] as const) {
    test(`finds ${what}`, () => assert.rejects(() => playAll(wrong), assert.AssertionError))
  }
})
