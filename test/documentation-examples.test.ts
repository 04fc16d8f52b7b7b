import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openIdMetadata } from '../apps/auth-server/src/discovery/metadata.ts'
import { documentPages, readDocument } from '../apps/auth-server/src/documentation/document-pages.ts'
import { registeredValues } from '../apps/auth-server/src/documentation/example-values.ts'
import { fillIn } from '../apps/auth-server/src/documentation/fill-in.ts'
import { describeDeviceApi } from '../apps/device-api/src/openapi.ts'
import { type CertificateWorld, startCertificateWorld } from './documentation-certificates.ts'
import { type Block, blocksOf, newStory, play, type Stage } from './documentation-exchange.ts'
import { documentationDefinition, exampleMarkers, handedOutBefore } from './documentation-world.ts'
import { type AppHost, startAppHost } from './oidc/logout-world.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

let latchkey: RunningLatchkey
let appHost: AppHost
let certificateWorld: CertificateWorld
before(async () => {
  appHost = await startAppHost()
  latchkey = await startLatchkey({
    definition: await documentationDefinition(appHost.origin),
    env: { LATCHKEY_OUTBOUND_ALLOW: new URL(appHost.origin).host },
  })
  certificateWorld = await startCertificateWorld()
})
after(async () => {
  await latchkey.end()
  await certificateWorld.server.end()
  appHost.close()
})

type Page = (typeof documentPages)[number]

function textOf(page: Page, issuer: string, mtlsIssuer = 'https://localhost:2'): string {
  const urls = { serverUrl: issuer, authorizationUrl: `${issuer}/a`, tokenUrl: `${issuer}/t` }
  const metadata = openIdMetadata(issuer)
  const parts = { brandName: 'Latchkey', declaredScopes: [], metadata, api: describeDeviceApi(urls) }
  return fillIn(readDocument(page), { issuer, mtlsIssuer, ...parts }, exampleMarkers)
}

const isPlayed = ({ role }: Block) => role !== 'shown'

/** What the pages of flows must prove. */
const least: Readonly<Record<string, number>> = {
  '/docs/quick-start': 7,
  '/docs/authorization-code': 12,
  '/docs/openid': 14,
  '/docs/userinfo': 5,
  '/docs/sign-out': 10,
  '/docs/refresh': 8,
  '/docs/client-credentials': 10,
  '/docs/revocation': 4,
  '/docs/introspection': 9,
  '/docs/client-authentication': 8,
  '/docs/pushed-requests': 12,
  '/docs/bound-tokens': 14,
  '/docs/client-certificates': 8,
  '/docs/fapi': 12,
  '/docs/registration': 10,
  '/docs/homes-and-devices': 10,
  '/docs/errors': 4,
  '/docs/device-api': 12,
  '/docs/mcp': 8,
}

/** The page about certificates needs a server that asks for them; it takes nothing for granted. */
async function stageOf(page: Page): Promise<{ stage: Stage; text: string; remembered: Map<string, string> }> {
  if (page.path !== '/docs/client-certificates') {
    const { issuer } = latchkey
    const remembered = await handedOutBefore(issuer)
    const text = textOf(page, issuer)
    if (text.includes('rooms')) await homesAsDeclared(remembered.get('control token') ?? '')
    return { stage: { issuer, appHost }, text, remembered }
  }
  const { server, certificates } = certificateWorld
  const { issuer, mtlsIssuer } = server
  return { stage: { issuer, certificates }, text: textOf(page, issuer, mtlsIssuer), remembered: new Map() }
}

/** Pages before may have renamed rooms and sent everybody away. */
async function homesAsDeclared(token: string): Promise<void> {
  await latchkey.apply(await documentationDefinition(appHost.origin))
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const address = `${latchkey.issuer}/v1/structures/${registeredValues.home_id}`
  const { status } = await fetch(address, { method: 'PATCH', headers, body: '{"away":"home"}' })
  assert.equal(status, 200)
}

// In the order of reading, each page with connections of its own.
for (const page of documentPages) {
  const played = blocksOf(textOf(page, 'http://localhost:1')).filter(isPlayed)
  test(`${page.path} shows as many examples as it must`, () =>
    assert.ok(played.length >= (least[page.path] ?? 0), `${played.length}`))
  if (played.length === 0) continue

  test(`${page.path}: what it shows is what happens`, async (t) => {
    const { stage, text, remembered } = await stageOf(page)
    const story = newStory(stage, remembered)
    t.after(() => {
      for (const end of story.ends) end()
    })
    for (const block of blocksOf(text).filter(isPlayed))
      await t.test(`${block.role}: ${block.label}`, () => play(story, block))
    const tokens = [...remembered].filter(([name]) => /token$/.test(name)).map(([, value]) => value)
    assert.equal(new Set(tokens).size, tokens.length, 'two tokens that the page calls different are one')
  })
}

describe('the check itself', () => {
  const request = '```http request | A\nGET /v1/structures HTTP/1.1\nHost: HOST\n```\n'
  const good =
    'HTTP/1.1 401 Unauthorized\nContent-Type: application/problem+json\n\n{"type":"about:blank","title":"An access token is needed","status":401,"detail":"Send an access token in the header Authorization: Bearer TOKEN."}'
  const playAll = async (answer: string) => {
    const { issuer } = latchkey
    const story = newStory({ issuer }, new Map())
    const asked = request.replace('HOST', new URL(issuer).host)
    for (const block of blocksOf(`${asked}\`\`\`http answer | B\n${answer}\n\`\`\``)) await play(story, block)
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
