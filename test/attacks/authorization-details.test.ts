import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, redirectUri, secretOf } from '../definition.ts'
import {
  answerOf,
  asked,
  cabinRead,
  foreign,
  hallRead,
  houseControl,
  houseRead,
  inHome,
  signedInVisitor,
  toldHomes,
  twoHomes,
} from '../oidc/details-world.ts'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

// Homes of others, and more than was allowed, wherever a request can name them.

const rooms = Array.from({ length: 90 }, (_, at) => `room-with-a-rather-long-name-number-${at}`)
const hotel = {
  id: 'annas-hotel',
  name: 'Annas hotell',
  owner: anna.email,
  timeZone: 'Europe/Stockholm',
  devices: rooms.map((id) => ({ id, name: id, type: 'thermostat' })),
}

let server: SeededLatchkey
let signedIn: Visitor
before(async () => {
  server = await startSeeded({ definition: { ...twoHomes, structures: [...twoHomes.structures, hotel] } })
  signedIn = await signedInVisitor(server.issuer)
})
after(() => server.end())

const unknown = 'The authorization_details name a home or a device that this account does not have.'
const beyond = 'The authorization_details go beyond what was granted.'

function refusal({ json, status, text }: { json: object; status: number; text: string }) {
  assert.equal(status, 400, text)
  return json
}

const whole = { details: [houseControl] }

test('an id of somebody else and one of nobody get the very same answer, whoever asks how', async () => {
  const answers = new Set<string>()
  for (const detail of foreign)
    for (const prompt of [undefined, 'none', 'consent']) {
      const { headers, status } = await signedIn.get(authorizeUrl({ ...asked(detail), prompt }))
      const answer = await answerOf(headers.get('location'))
      assert.equal(answer.has('code'), false)
      answers.add(JSON.stringify([status, ...answer]))
    }
  assert.equal(answers.size, 1, [...answers].join('\n'))
  assert.match([...answers][0] ?? '', /invalid_authorization_details/)
  assert.ok([...answers][0]?.includes(unknown))
})

test('nobody learns of any home before somebody has signed in', async () => {
  const pages = new Set<string>()
  for (const detail of [...foreign, houseRead]) {
    const { status, headers, text } = await server.get(authorizeUrl(asked(detail)), { accept: 'text/html' })
    assert.equal(headers.get('location'), null, text)
    pages.add(`${status} ${/<h1[^>]*>([^<]*)/.exec(text)?.[1]}`)
    assert.doesNotMatch(text, /Annas|Bens/)
  }
  assert.equal(pages.size, 1)
})

test('an id of hers is one of nobody to him', async () => {
  const visitor = newVisitor(server.issuer)
  const { location } = await allow(visitor, authorizeUrl(asked(houseRead)), ben)
  assert.equal((await answerOf(location)).get('error'), 'invalid_authorization_details')
})

test('consent that is remembered is no way to homes of others', async () => {
  await server.newCode('standard', { details: [houseControl, inHome('bens-home', 'all', 'read')] })
  await new Promise((resolve) => setTimeout(resolve, 700))
  const url = authorizeUrl({ ...asked(inHome('bens-home', 'all', 'read')), prompt: 'none' })
  const { headers } = await signedIn.get(url)
  assert.equal((await answerOf(headers.get('location'))).get('error'), 'invalid_authorization_details')
})

test('whoever signs in as somebody else on the way gets homes of their own or none', async () => {
  const first = newVisitor(server.issuer)
  const page = await (await first.get(authorizeUrl({ ...asked(houseRead), prompt: 'login' }))).text()
  const next = await first.post('/login', { ...hiddenFields(page, 'login-form'), ...ben })
  const { headers } = await first.get(next.headers.get('location') ?? '')
  assert.equal((await answerOf(headers.get('location'))).get('error'), 'invalid_authorization_details')
})

test('a consent form gives no more than was asked by name, whatever is posted beside it', async () => {
  const visitor = newVisitor(server.issuer)
  const url = authorizeUrl({ ...asked(hallRead), prompt: 'consent' })
  const first = await (await visitor.get(url)).text()
  const next = await visitor.post('/login', { ...hiddenFields(first, 'login-form'), ...anna })
  const page = await (await visitor.get(next.headers.get('location') ?? '')).text()
  const own = hiddenFields(page, 'consent-form')
  const answer = await visitor.post('/consent', { ...own, ...asked(houseControl), decision: 'accept' })
  const code = (await answerOf(answer.headers.get('location'))).get('code') ?? assert.fail()
  const { json } = await server.token('standard', server.redemption('standard', code))
  assert.deepEqual(json.authorization_details, [hallRead])
})

test('a token request gets no home of others and none beyond what was granted, and burns nothing', async () => {
  const code = await server.newCode('standard', whole)
  const redeem = (...details: readonly object[]) =>
    server.token('standard', server.redemption('standard', code, asked(...details)))
  const wide = [cabinRead, inHome('annas-home', 'all', 'read', 'away'), ...foreign]
  for (const detail of wide) {
    const { error, error_description: sentence } = refusal(await redeem(detail)) as Record<string, string>
    assert.deepEqual([error, sentence], ['invalid_authorization_details', beyond], JSON.stringify(detail))
  }
  const first = await redeem(hallRead)
  assert.deepEqual(first.json.authorization_details, [hallRead])
  const { refreshToken = '' } = tokensOf(first)
  for (const detail of wide) {
    const refused = refusal(await server.refresh('standard', refreshToken, asked(detail)))
    assert.equal((refused as Record<string, string>).error_description, beyond)
  }
  const mixed = await server.refresh('standard', refreshToken, asked(hallRead, cabinRead))
  refusal(mixed)
  assert.equal((await server.refresh('standard', refreshToken)).status, 200)
})

test('a narrowed connection cannot be widened by a refresh', async () => {
  const code = await server.newCode('standard', whole)
  const { refreshToken = '' } = tokensOf(await server.token('standard', server.redemption('standard', code)))
  const { id } = (await server.store.findAccountByEmail(anna.email)) ?? assert.fail()
  const family = (await server.store.listFamilies(id, 'standard')).at(-1) ?? assert.fail()
  await server.store.changeDetails(id, family.id, [hallRead])
  refusal(await server.refresh('standard', refreshToken, asked(houseRead)))
  const refreshed = await server.refresh('standard', refreshToken)
  assert.deepEqual(refreshed.json.authorization_details, [hallRead])
  const { searchParams } = new URL(
    (await signedIn.get(authorizeUrl({ prompt: 'none' }))).headers.get('location') ?? '',
  )
  const again = searchParams.get('code')
  if (again !== null) {
    const { json } = await server.token('standard', server.redemption('standard', again))
    assert.deepEqual(json.authorization_details, [hallRead], 'what is remembered shrank with it')
  }
})

test('a code that is sent again with other details ends what it had bought', async () => {
  const code = await server.newCode('standard', whole)
  const first = await server.token('standard', server.redemption('standard', code, asked(hallRead)))
  const { accessToken } = tokensOf(first)
  const replay = await server.token('standard', server.redemption('standard', code, asked(houseControl)))
  assert.equal(replay.json.error, 'invalid_grant')
  assert.deepEqual((await server.introspect('standard', accessToken)).json, { active: false })
})

test('details lead another client to nothing', async () => {
  const code = await server.newCode('standard', whole)
  const stolen = await server.token('other', {
    ...server.redemption('standard', code, asked(hallRead)),
    client_id: 'other',
    client_secret: secretOf('other'),
  })
  assert.equal(stolen.json.error, 'invalid_grant')
  const { refreshToken = '' } = tokensOf(await server.token('standard', server.redemption('standard', code)))
  const refreshed = await server.refresh('other', refreshToken, asked(hallRead))
  assert.equal(refreshed.json.error, 'invalid_grant')
})

test('a client that acts for itself has no homes to ask for', async () => {
  for (const detail of [houseRead, ...foreign, 'garbage']) {
    const more = typeof detail === 'string' ? { authorization_details: detail } : asked(detail)
    const { json } = await server.token('standard', { grant_type: 'client_credentials', ...more })
    assert.equal(json.error, 'invalid_authorization_details')
    assert.match(String(json.error_description), /only a homeowner/)
  }
})

test('a program of an old dialect is refused with a sentence, not passed over', async () => {
  const code = await server.newCode('nibe', {})
  const { json } = await server.token('nibe', server.redemption('nibe', code, asked(houseRead)))
  assert.equal(json.error, 'invalid_request')
  const { status } = await server.token('nibe', server.redemption('nibe', code))
  assert.equal(status, 200, 'the code was not spent')
  const query = { ...asked(houseRead), client_id: 'nibe', redirect_uri: redirectUri }
  const { headers } = await server.get(authorizeUrl(query, '/oauth/authorize'), { accept: 'text/html' })
  assert.equal((await answerOf(headers.get('location'))).get('error'), 'invalid_request')
})

test('a JSON body may hold the array itself, and that of an old dialect gets the same refusal', async () => {
  const body = (authorization_details: unknown) =>
    server.send('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: 'gogox',
        client_secret: secretOf('gogox'),
        authorization_details,
      }),
    })
  const answers = await Promise.all([body([houseRead]), body(JSON.stringify([houseRead]))])
  for (const { status, text } of answers) assert.notEqual(status, 200, text)
  assert.equal(answers[0]?.text, answers[1]?.text)
})

test('oversized and odd details are refused, and never a fault', async () => {
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  const many = JSON.stringify(Array.from({ length: 51 }, () => houseRead))
  const odd = [
    deep,
    many,
    '[{"type":"home_access","structure":{"toString":"x"}}]',
    '"home_access"',
    '1e999',
    ' ',
  ]
  const { refreshToken = '' } = await server.connect('standard', whole)
  for (const details of odd) {
    const { status, json } = await server.refresh('standard', refreshToken, {
      authorization_details: details,
    })
    assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'], details.slice(0, 50))
    const pushed = await server.post('/oauth2/par', {
      client_id: 'standard',
      client_secret: secretOf('standard'),
      response_type: 'code',
      redirect_uri: redirectUri,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      authorization_details: details,
    })
    assert.equal(pushed.status, 400, pushed.text)
  }
  const body = new URLSearchParams({
    ...asked(hallRead),
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'standard',
    client_secret: secretOf('standard'),
  })
  body.append('authorization_details', asked(houseControl).authorization_details)
  const { json } = await server.send('/oauth2/token', { method: 'POST', body })
  assert.equal(json.error, 'invalid_request', 'no parameter may repeat')
})

test('a token that holds so many devices that no header would is not written', async () => {
  const held = inHome('annas-hotel', rooms, 'read')
  const { refreshToken = '' } = await server.connect('standard', {
    details: [inHome('annas-hotel', 'all', 'read')],
  })
  const { json } = await server.refresh('standard', refreshToken, asked(held))
  assert.match(String(json.error_description), /too much for one token/)
  const few = { ...held, devices: rooms.slice(0, 40) }
  const answer = await server.refresh('standard', refreshToken, asked(few))
  assert.deepEqual((await toldHomes(server, 'standard', answer)).introspection, [few])
})
